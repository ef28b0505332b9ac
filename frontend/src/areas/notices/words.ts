/** What the pages of notices say; they bring it along. */

export { en } from "./words-en";
export { ru } from "./words-ru";
