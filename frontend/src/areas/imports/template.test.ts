import { expect, test } from "vitest";
import { fieldsOf, missingFields } from "./fields";
import { KINDS } from "./model";
import { type Habits, templateOf } from "./template";

const PLAIN: Habits = {
  fieldName: (field) => field,
  valueName: (value) => value,
  number: (value) => String(value).replace(".", ","),
  date: (day) => day.split("-").reverse().join("."),
};

const linesOf = (text: string) =>
  text
    .replace("\ufeff", "")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(";"));

test.each(KINDS)("the template of %s has all columns that such a file needs", (kind) => {
  const [header = [], ...rows] = linesOf(templateOf(kind, PLAIN));
  expect(missingFields(kind, new Set(header))).toEqual([]);
  expect(fieldsOf(kind).map(({ name }) => name)).toEqual(expect.arrayContaining(header));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toHaveLength(header.length);
});

test("Excel knows its letters by the mark, and numbers and dates are the reader's", () => {
  const text = templateOf("payments", PLAIN);
  expect(text.startsWith("\ufeff")).toBe(true);
  expect(text).toContain("01.11.2026;12;16157,4\r\n");
});

test("a word that holds the separator is quoted", () => {
  const text = templateOf("credits", { ...PLAIN, fieldName: (field) => `${field}; "so"` });
  expect(text).toContain('"annual_rate; ""so""";');
});
