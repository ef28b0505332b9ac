/** What passports and replays say; their pages bring it along. */

export { en } from "./passport-en";
export { ru } from "./passport-ru";
