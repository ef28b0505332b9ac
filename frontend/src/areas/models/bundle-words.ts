/** What the pages of models say; they bring it along. */

export { en } from "./bundle-words-en";
export { ru } from "./bundle-words-ru";
