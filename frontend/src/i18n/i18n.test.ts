import { describe, expect, test } from "vitest";
import questions from "../api/questionnaire.json";
import { preferredLanguage } from ".";
import { en } from "./en";
import { ru } from "./ru";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [string, string][] {
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

  test("every question and every answer has words", () => {
    for (const [name, question] of Object.entries(questions)) {
      expect(en.answers).toHaveProperty(name);
      for (const value of "values" in question ? question.values : []) {
        expect(Object.keys(en.values)).toContain(value);
      }
    }
  });
});

test.each([
  [null, ["ru-RU", "en"], "ru"],
  [null, ["de", "en-GB"], "en"],
  [null, ["de"], "en"],
  ["en", ["ru"], "en"],
  ["xx", ["ru"], "ru"],
])("chosen %o, wished %o: %s", (chosen, wished, language) => {
  expect(preferredLanguage(chosen, wished)).toBe(language);
});
