import { expect, test } from "vitest";
import { timeLeft, toMinutes } from "./due";

const NOW = Date.parse("2026-11-28T10:00:00Z");

test.each([
  ["2026-11-28T12:10:30Z", { late: false, hours: 2, minutes: 10 }],
  ["2026-11-28T10:00:00Z", { late: false, hours: 0, minutes: 0 }],
  ["2026-11-28T09:35:00Z", { late: true, hours: 0, minutes: 25 }],
  ["2026-11-26T10:00:00Z", { late: true, hours: 48, minutes: 0 }],
])("a case that is due at %s", (due, expected) => {
  expect(timeLeft(due, NOW)).toEqual(expected);
});

test("a minute that was begun counts", () => {
  expect([0, 1, 60, 61].map(toMinutes)).toEqual([0, 1, 1, 2]);
});
