import { describe, expect, test } from "vitest";
import { AREAS } from "./areas";
import { RESOURCES } from "./i18n";
import { en as kit } from "./kit/en";
import type { Words } from "./kit/translations";

const en = RESOURCES.en.translation;
const ru = RESOURCES.ru.translation;

function leaves(tree: Words, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[path + key, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

const base = (key: string) => key.replace(/_(one|few|many|other)$/, "_n");
const holes = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort().join();

describe("translations", () => {
  const english = leaves(en);
  const russian = leaves(ru);

  test("both languages say the same things", () => {
    expect(new Set(russian.map(([key]) => base(key)))).toEqual(
      new Set(english.map(([key]) => base(key))),
    );
  });

  test("both name the same values", () => {
    const known = new Map(english.map(([key, text]) => [base(key), holes(text)]));
    for (const [key, text] of russian) expect(holes(text), key).toBe(known.get(base(key)));
  });

  test("plurals are complete in each language", () => {
    for (const [tree, forms] of [
      [english, ["one", "other"]],
      [russian, ["one", "few", "many", "other"]],
    ] as const) {
      const plural = tree.map(([key]) => key).filter((key) => /_(one|few|many|other)$/.test(key));
      for (const key of new Set(plural.map((name) => name.replace(/_[a-z]+$/, "")))) {
        expect(plural.filter((name) => name.replace(/_[a-z]+$/, "") === key).sort()).toEqual(
          forms.map((form) => `${key}_${form}`).sort(),
        );
      }
    }
  });

  test("every section belongs to one area", () => {
    const sections = [kit, ...AREAS.map(({ words }) => words.en)].flatMap(Object.keys);
    expect(sections.sort()).toEqual(Object.keys(en).sort());
  });
});
