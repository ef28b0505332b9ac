import { expect, test } from "vitest";
import type { Profile, Question } from "./model";
import { answerTo, openQuestions, say } from "./reading";

const asked = (code: string, column: number | null): Question => ({
  code,
  column,
  choices: [],
  proposed: null,
});

test("what was said before stays said", () => {
  const hints = { encoding: "cp1251", dates: { "3": "dd.mm.yyyy" } };
  expect(say({ hints }, { dates: { "4": "yyyymmdd" } })).toEqual({
    encoding: "cp1251",
    delimiter: null,
    sheet: null,
    dates: { "3": "dd.mm.yyyy", "4": "yyyymmdd" },
    decimals: {},
  });
  expect(say({ hints: null }, { sheet: "Лист2" })).toMatchObject({
    sheet: "Лист2",
    encoding: null,
  });
});

test.each([
  ["ask_encoding", null, "cp866", { encoding: "cp866" }],
  ["ask_sheet", null, "Лист2", { sheet: "Лист2" }],
  ["ask_decimal", 5, ",", { decimals: { "5": "," } }],
  ["ask_date_order", 4, "mm/dd/yyyy", { dates: { "4": "mm/dd/yyyy" } }],
])("an answer to %s of column %s", (code, column, chosen, said) => {
  expect(answerTo(asked(code, column), chosen)).toEqual(said);
});

test("columns that are not used are not asked for", () => {
  const questions = [
    asked("ask_encoding", null),
    asked("ask_date_order", 4),
    asked("ask_decimal", 5),
  ];
  const open = openQuestions({ questions } as Profile, new Set([5]));
  expect(open.map(({ code }) => code)).toEqual(["ask_encoding", "ask_decimal"]);
});
