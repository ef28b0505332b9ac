import { describe, expect, test } from "vitest";
import { deedsOf, firstDay, monthOf, readKind, sharePercent } from "./model";
import type { Closing, Coverage, MonthDetail } from "./queries";

const COVERAGE: Coverage = {
  month: "2026-10-01",
  state: "counted",
  counted_at: "2026-11-02T06:00:00Z",
  expected: 10_000,
  present: 9_999,
  missing: 1,
  unexpected: 0,
  restated: 0,
  after_closing: 0,
  closing: "open",
};

function detail(coverage: Partial<Coverage>, other: Partial<MonthDetail> = {}): MonthDetail {
  return {
    coverage: { ...COVERAGE, ...coverage },
    closings: [{ signed_by: 5 } as Closing],
    enough_percent: 99,
    needs_second: false,
    hindrance: null,
    ...other,
  };
}

describe("the share on record", () => {
  test("is rounded down, so that 100 % means all", () => {
    expect(sharePercent(COVERAGE)).toBe(99.99);
    expect(sharePercent({ ...COVERAGE, expected: 1_000_000, present: 999_999 })).toBe(99.99);
    expect(sharePercent({ ...COVERAGE, present: 10_000 })).toBe(100);
  });

  test("is unknown until it was counted, and whole where nothing was expected", () => {
    expect(sharePercent({ ...COVERAGE, expected: null, present: null })).toBeNull();
    expect(sharePercent({ ...COVERAGE, expected: 0, present: 0 })).toBe(100);
  });
});

test.each([
  ["2026-10", "2026-10-01"],
  ["2026-13", null],
  ["2026-1", null],
  ["0000-01", null],
  ["2026-10-01", null],
  [undefined, null],
])("the month of an address: %s", (month, day) => {
  expect(firstDay(month)).toBe(day);
  if (day) expect(monthOf(day)).toBe(month);
});

test("an address that names no list shows what is missing", () => {
  expect(readKind("restated")).toBe("restated");
  expect(readKind("all")).toBe("missing");
  expect(readKind(null)).toBe("missing");
});

describe("what somebody may do with a month", () => {
  const analyst = { id: 7, role: "analyst" };
  const signer = { id: 5, role: "admin" };
  const waiting = detail({ closing: "waiting" });
  const closed = detail({ closing: "closed" });

  test("an open one is closed unless something stands in the way", () => {
    expect(deedsOf(detail({}), analyst)).toEqual(["close"]);
    expect(deedsOf(detail({}, { hindrance: "not_over" }), analyst)).toEqual([]);
  });

  test("who signed it neither confirms nor reopens it", () => {
    expect(deedsOf(waiting, analyst)).toEqual(["confirm", "reopen"]);
    expect(deedsOf(waiting, signer)).toEqual([]);
    expect(deedsOf(closed, analyst)).toEqual(["reopen"]);
    expect(deedsOf(closed, signer)).toEqual([]);
  });

  test("what is not counted is not confirmed", () => {
    expect(deedsOf(detail({ closing: "waiting", state: "stale" }), analyst)).toEqual(["reopen"]);
  });

  test("managers look only", () => {
    expect(deedsOf(detail({}), { id: 9, role: "manager" })).toEqual([]);
  });
});
