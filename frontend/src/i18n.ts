/** Joins what the areas say; the sections of each are its own. */

import { AREAS } from "./areas";
import { en } from "./kit/en";
import { ru } from "./kit/ru";
import type { LATER } from "./later";

type Joined<Union> = (Union extends unknown ? (words: Union) => void : never) extends (
  words: infer All,
) => void
  ? All
  : never;

type English = typeof en | (typeof AREAS)[number]["words"]["en"] | (typeof LATER)[number]["en"];

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Joined<English> };
  }
}

export const RESOURCES = {
  en: { translation: Object.assign({}, en, ...AREAS.map(({ words }) => words.en)) },
  ru: { translation: Object.assign({}, ru, ...AREAS.map(({ words }) => words.ru)) },
};
