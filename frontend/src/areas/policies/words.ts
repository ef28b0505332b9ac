/** What the pages of policies say; they bring it along. */

import { en as figuresEn } from "./words/figures-en";
import { ru as figuresRu } from "./words/figures-ru";
import { en as pagesEn } from "./words/pages-en";
import { ru as pagesRu } from "./words/pages-ru";

export const en = { ...pagesEn, ...figuresEn };
export const ru = { ...pagesRu, ...figuresRu };
