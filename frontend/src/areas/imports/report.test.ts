import { expect, test } from "vitest";
import type { FaultCount, Report } from "./model";
import {
  countOf,
  detailOf,
  differenceOf,
  duplicatesIn,
  inOrder,
  placeOf,
  verdictOf,
} from "./report";

const fault = (code: string, is_error: boolean, count: number, column_name = "A"): FaultCount => ({
  code,
  is_error,
  column_name,
  count,
  example: null,
});

const REPORT: Report = {
  rows: 12,
  ready: 9,
  with_errors: 3,
  with_warnings: 2,
  outcomes: { new: 9 },
  month: null,
  missing: null,
  issues_listed: 14,
  has_marked_file: true,
  faults: [
    fault("repeated_row", false, 5),
    fault("not_a_date", true, 1),
    fault("required", true, 2),
    fault("required", true, 4, "B"),
    fault("person_known", false, 2),
  ],
  totals: [],
};

test.each([
  [{ ready: 0, with_errors: 3, with_warnings: 0 }, "none"],
  [{ ready: 9, with_errors: 3, with_warnings: 2 }, "partly"],
  [{ ready: 9, with_errors: 0, with_warnings: 2 }, "warned"],
  [{ ready: 9, with_errors: 0, with_warnings: 0 }, "clean"],
])("%o is %s", (figures, verdict) => {
  expect(verdictOf({ ...REPORT, ...figures })).toBe(verdict);
});

test("errors stand before warnings, and the frequent before the rare", () => {
  expect(inOrder(REPORT.faults).map(({ code, count }) => [code, count])).toEqual([
    ["required", 4],
    ["required", 2],
    ["not_a_date", 1],
    ["repeated_row", 5],
    ["person_known", 2],
  ]);
});

test("duplicates in the file and in the database are counted, and a code in all columns", () => {
  expect(duplicatesIn(REPORT)).toBe(7);
  expect(countOf(REPORT, "required")).toBe(6);
});

test.each([
  ["1510", "1510", null, null],
  ["0.30", "0.3", "7", null],
  ["100.10", "100.20", null, -0.1],
  ["100", null, "90", 10],
  ["100", null, null, null],
])("found %s, declared %s, in the file %s: differs by %o", (found, declared, in_file, by) => {
  expect(differenceOf({ field: "amount", found, declared, in_file })).toBe(by);
});

test.each([
  [{ usual: "31.12.2026" }, "usual"],
  [{ least: "0", most: "20" }, "bounds"],
  [{ most: 100 }, "longest"],
  [{ other: 7 }, "other"],
  [{ found: 5, expected: 4 }, "cells"],
  [{ allowed: "F, M" }, null],
])("of %o the page says %s", (limits, detail) => {
  expect(detailOf(limits)).toBe(detail);
});

test.each([
  [{ row: 3 }, "atRow"],
  [{ column: "a", type: "list" }, "atColumn"],
  [{ most: 500 }, "atMost"],
  [{ megabytes: 600 }, null],
  [{}, null],
] as const)("a refusal tells where: %o", (limits, place) => {
  expect(placeOf(limits)).toBe(place);
});
