/** What the dialog of files that go out says; the list brings it along. */

export { en } from "./export-en";
export { ru } from "./export-ru";
