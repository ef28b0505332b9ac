import i18next from "i18next";
import { beforeAll, expect, test, vi } from "vitest";
import { ACTION_NAMES } from "./areas";
import { RESOURCES } from "./i18n";
import { LANGUAGES, startTranslations } from "./kit/translations";

beforeAll(async () => {
  vi.stubGlobal("document", { documentElement: { lang: "" } });
  vi.stubGlobal("navigator", { languages: ["en"] });
  await startTranslations(RESOURCES);
  await vi.importActual("./areas/journal/values"); // what the page brings along beside the first load
});

test.each(LANGUAGES)("the page of the journal has a name for every action, in %s", (lng) => {
  const keys: string[] = Object.values(ACTION_NAMES);
  const unnamed = keys.filter((key) => !i18next.exists(key, { lng }));
  expect(keys.length).toBeGreaterThan(40);
  expect(unnamed).toEqual([]);
});
