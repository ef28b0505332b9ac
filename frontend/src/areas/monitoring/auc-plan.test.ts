import { expect, test } from "vitest";
import { AUC_PLAN, everyNth, planAuc } from "./auc-plan";

const point = (value: number, low: number | null = null, high: number | null = null) => ({
  month: "2026-01-01",
  value,
  low,
  high,
});

test.each([
  [[point(0.8, 0.7, 0.9)], [0.87]],
  [[point(0.5), point(1, 1, 1)], []],
  [[point(0.82)], []],
  [[point(0.1, 0, 0.4)], [0.9]],
])("everything lies inside the drawing: %o beside %o", (points, others) => {
  const { y, ticks } = planAuc(points, others);
  const values = [...points.flatMap(({ value, low, high }) => [value, low, high]), ...others];
  for (const value of values) {
    if (value === null) continue;
    expect(y(value)).toBeGreaterThanOrEqual(AUC_PLAN.top - 1e-6);
    expect(y(value)).toBeLessThanOrEqual(AUC_PLAN.height - AUC_PLAN.bottom + 1e-6);
  }
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks.length).toBeLessThan(9);
});

test("months are named as often as there is room", () => {
  expect([1, 6, 7, 36].map((count) => everyNth(count))).toEqual([1, 1, 2, 6]);
});
