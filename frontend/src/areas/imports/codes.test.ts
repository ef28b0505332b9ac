import { expect, test } from "vitest";
import codes from "../../api/import-codes.json";
import { LANGUAGES } from "../../kit/translations";
import { DATE_FORMATS, DECIMALS, DELIMITERS, ENCODINGS } from "./reading";
import * as words from "./words";

const FAULTS = {
  refusals: "refusals",
  questions: "questions",
  notices: "notices",
  faults: "rowFaults",
} as const;

test.each(LANGUAGES)("whatever the service says of a file has words in %s", (language) => {
  const { [language]: told } = words;
  const speechless = Object.entries(FAULTS).flatMap(([part, section]) => {
    const known: Record<string, { name: string; advice: string }> = told[section];
    return codes[part as keyof typeof FAULTS].filter(
      (code) => !known[code]?.name || !known[code].advice,
    );
  });
  expect(speechless).toEqual([]);
});

test.each(LANGUAGES)("each state, step, outcome and unit has words in %s", (language) => {
  const { files, importing, importUnits } = words[language];
  expect(Object.keys(files.states).sort()).toEqual([...codes.states].sort());
  expect(Object.keys(importing.working).sort()).toEqual([...codes.steps].sort());
  expect(Object.keys(importUnits).sort()).toEqual([...codes.units].sort());
  for (const outcomes of [importing.confirm.outcome, importing.result.outcome]) {
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(codes.outcomes));
  }
});

test("each way of writing has a name", () => {
  expect(Object.keys(DATE_FORMATS).sort()).toEqual([...codes.dateFormats].sort());
  expect(Object.keys(DECIMALS).sort()).toEqual([...codes.decimals].sort());
  expect(Object.keys(ENCODINGS).sort()).toEqual([...codes.encodings].sort());
  expect(Object.keys(DELIMITERS).sort()).toEqual([...codes.delimiters].sort());
});
