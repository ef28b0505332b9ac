import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import { gradeName } from "./badges";

/** Names what it is asked for. */
const t = ((key: string) => `<${key}>`) as unknown as TFunction;

test.each([
  ["B", "B"],
  ["default", "<default.grade>"],
  ["unknown", "<unknown.grade>"],
  [null, "–"],
  [undefined, "–"],
])("grade %s is called %s", (grade, name) => {
  expect(gradeName(t, grade)).toBe(name);
});
