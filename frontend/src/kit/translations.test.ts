import i18next from "i18next";
import { afterEach, expect, test, vi } from "vitest";
import { chooseLanguage, preferredLanguage, startTranslations } from "./translations";

test.each([
  [null, ["ru-RU", "en"], "ru"],
  [null, ["de", "en-GB"], "en"],
  [null, ["de"], "en"],
  ["en", ["ru"], "en"],
  ["xx", ["ru"], "ru"],
])("chosen %o, wished %o: %s", (chosen, wished, language) => {
  expect(preferredLanguage(chosen, wished)).toBe(language);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("where storage is blocked, the page speaks the browser's language and can be switched", async () => {
  const html = { lang: "" };
  vi.stubGlobal("document", { documentElement: html });
  vi.stubGlobal("navigator", { languages: ["ru-RU"] });
  vi.stubGlobal("localStorage", {
    getItem: refuse,
    setItem: refuse,
  });
  await startTranslations({ en: { translation: {} }, ru: { translation: {} } });
  expect(html.lang).toBe("ru");
  chooseLanguage("en");
  expect(i18next.language).toBe("en");
});

function refuse() {
  throw new DOMException("The operation is insecure.", "SecurityError");
}
