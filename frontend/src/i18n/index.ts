/** Russian and English: by the browser's language, until the reader chooses. */

import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en";
import { ru } from "./ru";

export const LANGUAGES = ["ru", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
const CHOSEN = "language";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Returns the chosen language, else the first of the browser's that the site speaks. */
export function preferredLanguage(chosen: string | null, wished: readonly string[]): Language {
  const candidates = [chosen, ...wished.map((tag) => tag.slice(0, 2).toLowerCase())];
  return (
    candidates.find((tag): tag is Language => LANGUAGES.some((known) => known === tag)) ?? "en"
  );
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(CHOSEN, language);
  i18next.changeLanguage(language);
}

export async function startTranslations(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    lng: preferredLanguage(localStorage.getItem(CHOSEN), navigator.languages),
    fallbackLng: "en",
    resources: { en: { translation: en }, ru: { translation: ru } },
    interpolation: { escapeValue: false }, // React escapes
  });
}
