/** Russian and English: by the browser's language, until the reader chooses. */

import i18next, { type Resource } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["ru", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
const CHOSEN = "language";

/** Texts by key, in sections. A key that ends in a plural form is chosen by its `count`. */
export interface Words {
  [key: string]: string | Words;
}

type RussianKey<Key> =
  Key | (Key extends `${infer Base}_other` ? `${Base}_${"few" | "many"}` : never);

/** The same keys in Russian, which has two more plural forms than English. */
export type Russian<English> = {
  [Key in RussianKey<keyof English & string>]: Key extends keyof English
    ? English[Key] extends string
      ? string
      : Russian<English[Key]>
    : string;
};

/** Returns the chosen language, else the first of the browser's that the site speaks. */
export function preferredLanguage(chosen: string | null, wished: readonly string[]): Language {
  const candidates = [chosen, ...wished.map((tag) => tag.slice(0, 2).toLowerCase())];
  return (
    candidates.find((tag): tag is Language => LANGUAGES.some((known) => known === tag)) ?? "en"
  );
}

export function chooseLanguage(language: Language): void {
  i18next.changeLanguage(language);
  try {
    localStorage.setItem(CHOSEN, language);
  } catch {
    // Storage is blocked or full: the choice holds until the page is left
  }
}

function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null; // the browser blocks storage
  }
}

/** Adds what only the pages that come later say; it is no part of the first load. */
export function addWords(words: Record<Language, Words>): void {
  for (const language of LANGUAGES) {
    i18next.addResourceBundle(language, "translation", words[language], true);
  }
}

export async function startTranslations(resources: Resource): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    lng: preferredLanguage(chosenLanguage(), navigator.languages),
    fallbackLng: "en",
    resources,
    interpolation: { escapeValue: false }, // React escapes
  });
}
