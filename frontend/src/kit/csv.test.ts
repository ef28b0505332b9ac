import { expect, test } from "vitest";
import { separatorOf, toCsv } from "./csv";

test.each([
  ["=1+1", "'=1+1"],
  ["+7 916", "'+7 916"],
  ["-5", "'-5"],
  ["@sum", "'@sum"],
  ["\t=1", `"'\t=1"`],
  ['say "a"', '"say ""a"""'],
  ["a;b", '"a;b"'],
  ["a,b", '"a,b"'],
  ["two\nlines", '"two\nlines"'],
  ["plain", "plain"],
  [null, ""],
])("%j is written as %j", (cell, written) => {
  expect(toCsv([[cell]], ",")).toBe(`\uFEFF${written}\r\n`);
});

test("a number is no formula, and has the decimal sign that goes with the separator", () => {
  expect(toCsv([[-1.5, 2]], ";")).toBe("\uFEFF-1,5;2\r\n");
  expect(toCsv([[-1.5, 2]], ",")).toBe("\uFEFF-1.5,2\r\n");
});

test("who writes a decimal comma separates by semicolons", () => {
  expect(separatorOf("ru")).toBe(";");
  expect(separatorOf("de")).toBe(";");
  expect(separatorOf("en")).toBe(",");
  expect(separatorOf("de-CH")).toBe(",");
});
