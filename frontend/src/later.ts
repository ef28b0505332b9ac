/**
 * The words that come with their pages; a page adds them by `addWords`. Here they are for types and
 * tests alone: what imports this file otherwise makes the first load heavier.
 */

import * as imports from "./areas/imports/words";

export const LATER = [imports] as const;
