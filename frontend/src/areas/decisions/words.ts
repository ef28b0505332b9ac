/** What the pages of decisions say; they bring it along. */

export { en } from "./words/en";
export { ru } from "./words/ru";
