/** What the card and the list say of the relation with a client; both bring it along. */

export { en } from "./relation-en";
export { ru } from "./relation-ru";
