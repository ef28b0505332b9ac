import { expect, test } from "vitest";
import { createNumberReader } from "../../kit/numbers";
import { declaredOf, isUnreadable } from "./declared";

const read = createNumberReader("ru-RU");

test.each([
  [{ rows: "", amount: " " }, null],
  [
    { rows: "1 510", amount: "" },
    { rows: 1510, amount: null },
  ],
  [
    { rows: "", amount: "120 000,50" },
    { rows: null, amount: "120000.50" },
  ],
  [{ rows: "many", amount: "" }, null],
])("%o declare %o", (typed, declared) => {
  expect(declaredOf(typed, read)).toEqual(declared);
});

test("only what is typed can be unreadable", () => {
  expect(isUnreadable("", read)).toBe(false);
  expect(isUnreadable("1 510", read)).toBe(false);
  expect(isUnreadable("many", read)).toBe(true);
});
