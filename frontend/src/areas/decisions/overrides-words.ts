/** What the override journal says; the page brings it along. */

export { en } from "./overrides-en";
export { ru } from "./overrides-ru";
