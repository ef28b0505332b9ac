import { expect, test } from "vitest";
import { NOTHING_BEHIND } from "./address";
import { toClientsQuery, toMonthQuery } from "./queries";

const ALL = { month: null, standing: "all", model: null, manager: null, year: null } as const;

test("what is shown is asked for, and nothing else", () => {
  expect(toMonthQuery(ALL)).toEqual({});
  expect(toMonthQuery({ ...ALL, standing: "closed" })).toEqual({ active: false });
  const narrow = {
    month: "2026-10",
    standing: "active",
    model: "segment",
    manager: 7,
    year: 2024,
  } as const;
  expect(toMonthQuery(narrow)).toEqual({
    month: "2026-10",
    active: true,
    model: "segment",
    manager_id: 7,
    issued_year: 2024,
  });
});

test("a bin of points is asked for with both its ends, and there are no 0 points", () => {
  const query = (pointsFrom: number) => toClientsQuery(ALL, { ...NOTHING_BEHIND, pointsFrom });
  expect(query(425)).toEqual({ points_from: 425, points_to: 449 });
  expect(query(0)).toEqual({ points_from: 1, points_to: 24 });
});

test("the clients of a move, of some statuses, for review", () => {
  const behind = {
    grade: "D",
    gradeBefore: "none",
    pointsFrom: null,
    statuses: ["1", "none"] as ("1" | "none")[],
    decision: "review",
    vintage: { half: "2025-01", months: 6, late: 30 },
  } as const;
  expect(toClientsQuery(ALL, behind)).toEqual({
    grade: ["D"],
    grade_before: "none",
    status: ["1", "none"],
    decision: "review",
    issued_half: "2025-01",
    months_on_book: 6,
    late_days: "30",
  });
});
