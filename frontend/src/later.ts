/**
 * The words that come with their pages; a page adds them by `addWords`. Here they are for types and
 * tests alone: what imports this file otherwise makes the first load heavier.
 */

import * as relation from "./areas/clients/relation-words";
import * as invitation from "./areas/people/invitation-words";

export const LATER = [relation, invitation] as const;
