import { expect, test } from "vitest";
import { fieldOf, missingFields, valuesOf } from "./fields";
import {
  amend,
  choose,
  confidenceOf,
  faultsOf,
  startDraft,
  toColumns,
  valuesSeen,
} from "./mapping";
import type { Column, Profile, Target } from "./model";

const target = (column: number, field: string, part: Partial<Target> = {}): Target => ({
  column,
  field,
  unit: null,
  values: {},
  ...part,
});

const GUESS = [target(2, "status"), target(0, "credit_external_id"), target(1, "month")];
const profile = { guess: GUESS } as Profile;

test("what was chosen before comes before the guess", () => {
  expect([...startDraft({ mapping: null, profile }).keys()]).toEqual([2, 0, 1]);
  const mapping = [target(5, "month")];
  expect([...startDraft({ mapping, profile }).values()]).toEqual(mapping);
});

test("a column gets another field with its usual unit, or none", () => {
  const draft = choose(startDraft({ mapping: null, profile }), "payments", 3, "month");
  expect(draft.get(3)).toMatchObject({ field: "month", unit: "date", values: {} });
  expect(choose(draft, "payments", 3, null).has(3)).toBe(false);
});

test("missing and doubled fields are told", () => {
  const draft = startDraft({ mapping: null, profile });
  expect(faultsOf(draft, "payments")).toEqual({ missing: [], twice: [] });
  expect(faultsOf(choose(draft, "payments", 2, null), "payments").missing).toEqual(["status"]);
  expect(faultsOf(choose(draft, "payments", 2, "month"), "payments")).toEqual({
    missing: ["status"],
    twice: ["month"],
  });
});

test("lateness is told by a status or by days", () => {
  expect(
    missingFields("payments", new Set(["credit_external_id", "month", "days_past_due"])),
  ).toEqual([]);
});

test("what is sent is in the order of the columns and says no confidence", () => {
  const draft = amend(startDraft({ mapping: null, profile }), 1, { unit: "months_back" });
  expect(toColumns(draft)).toEqual([
    target(0, "credit_external_id"),
    target(1, "month", { unit: "months_back" }),
    target(2, "status"),
  ]);
  expect(amend(draft, 9, { unit: "date" })).toBe(draft);
});

test.each([
  [undefined, "none"],
  [target(0, "month"), "sure"],
  [target(0, "month", { confidence: 0.7 }), "likely"],
] as const)("%o is %s", (one, confidence) => {
  expect(confidenceOf(one)).toBe(confidence);
});

test("the values of a column are seen once each, the unknown ones first", () => {
  const column = { place: 1, examples: ["муж", "жен"] } as Column;
  const seen = {
    columns: [{ place: 0 }, column],
    first: [
      { number: 2, cells: ["7", " жен "] },
      { number: 3, cells: ["8", ""] },
      { number: 4, cells: ["9", "ж"] },
    ],
  } as Profile;
  expect(valuesSeen(column, seen, ["м."])).toEqual(["м.", "муж", "жен", "ж"]);
});

test("closed lists are known, and other fields have none", () => {
  const values = (kind: "applicants" | "payments", name: string) => {
    const field = fieldOf(kind, name);
    return field ? valuesOf(field) : null;
  };
  expect(values("applicants", "code_gender")).toEqual(["F", "M"]);
  expect(values("applicants", "flag_phone")).toEqual(["1", "0"]);
  expect(values("payments", "status")).toContain("C");
  expect(values("applicants", "last_name")).toEqual([]);
});
