/**
 * The words that come with their pages; a page adds them by `addWords`. Here they are for types and
 * tests alone: what imports this file otherwise makes the first load heavier.
 */

import * as applications from "./areas/applications/words";
import * as imports from "./areas/imports/words";
import * as tokens from "./areas/people/token-words";

export const LATER = [applications, imports, tokens] as const;
