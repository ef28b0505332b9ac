/** Whose habits numbers and dates follow. */

/** What is usual where the browser speaks another language than the page. */
const USUAL: Record<string, string> = { en: "en-GB", ru: "ru-RU" };

/** Returns the browser's own locale of the page's language, else the usual one. */
export function readerLocale(language: string, wished: readonly string[]): string {
  const base = (tag: string) => tag.split("-")[0]?.toLowerCase();
  return (
    wished.find((tag) => base(tag) === language && isLocale(tag)) ?? USUAL[language] ?? language
  );
}

/** Some browsers say "en-US@posix", at which formats cannot be made. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
