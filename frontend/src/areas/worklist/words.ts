/** What the pages of work say; they bring it along. */

export { en } from "./words/en";
export { ru } from "./words/ru";
