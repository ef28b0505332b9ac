/** What the simulator says; it brings it along. */

export { en } from "./words/simulator-en";
export { ru } from "./words/simulator-ru";
