/** What the pages of the portfolio say; they bring it along. */

import { en as liveEn } from "./words/live-en";
import { ru as liveRu } from "./words/live-ru";
import { en as pagesEn } from "./words/pages-en";
import { ru as pagesRu } from "./words/pages-ru";

export const en = { ...pagesEn, ...liveEn };
export const ru = { ...pagesRu, ...liveRu };
