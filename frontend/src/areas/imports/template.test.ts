import { expect, test } from "vitest";
import { fieldsOf, missingFields, valuesOf } from "./fields";
import { type Language, LANGUAGES } from "../../kit/translations";
import { en } from "../clients/en";
import { ru } from "../clients/ru";
import { type Kind, KINDS } from "./model";
import { type Habits, habitsIn, templateOf } from "./template";
import * as files from "./words";

const CLIENTS = { en, ru };
const PLAIN: Habits = habitsIn("ru", {
  fieldName: (field) => field,
  valueName: (value) => value,
});

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

/** The importer's tests read these files: what the site says, the service has to understand. */
const PLACE = "../../../../tests/unit/importer/templates";

const fieldWord = (language: Language, kind: Kind, field: string) => {
  const answers: Record<string, string> = CLIENTS[language].answers;
  const fields: Record<string, string> = files[language].importFields[kind];
  return answers[field] ?? fields[field] ?? field;
};

const valueWord = (language: Language, value: string) => {
  const values: Record<string, string> = CLIENTS[language].values;
  return values[value] ?? value;
};

test.each(KINDS.flatMap((kind) => LANGUAGES.map((language) => [kind, language] as const)))(
  "the template of %s in %s is the one that the importer is tested with",
  async (kind, language) => {
    const habits = habitsIn(language, {
      fieldName: (field) => fieldWord(language, kind, field),
      valueName: (value) => valueWord(language, value),
    });
    const place = `${PLACE}/${kind}-${language}.csv`;
    await expect(templateOf(kind, habits)).toMatchFileSnapshot(place);
  },
);

test.each(LANGUAGES)("the words for fields and values in %s are too", async (language) => {
  const fields = KINDS.map((kind) => [
    kind,
    Object.fromEntries(fieldsOf(kind).map(({ name }) => [name, fieldWord(language, kind, name)])),
  ]);
  const values = fieldsOf("applicants")
    .filter(({ type }) => type === "choice")
    .map((field) => [
      field.name,
      Object.fromEntries(valuesOf(field).map((value) => [value, valueWord(language, value)])),
    ]);
  const said = { fields: Object.fromEntries(fields), values: Object.fromEntries(values) };
  const place = `${PLACE}/words-${language}.json`;
  await expect(`${JSON.stringify(said, null, 2)}\n`).toMatchFileSnapshot(place);
});
