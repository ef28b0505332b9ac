import { expect, test } from "vitest";
import { logAxis } from "./log-axis";

test("an axis begins and ends at whole powers of ten around what is shown", () => {
  const axis = logAxis([0.002, 0.3, 0]);
  expect(axis.ticks).toHaveLength(4);
  expect(axis.low).toBeCloseTo(0.001);
  expect(axis.high).toBe(1);
  expect(axis.place(0.001)).toBe(0);
  expect(axis.place(1)).toBe(1);
  expect(axis.place(Math.sqrt(0.001))).toBeCloseTo(0.5);
});

test("what is nothing lies on the end of the axis", () => {
  expect(logAxis([0, 0.05]).place(0)).toBe(0);
});

test.each([[[]], [[0]], [[0.01]], [[1]], [[1e-9]]])("there is an axis for %o", (values) => {
  const axis = logAxis(values);
  expect(axis.high).toBeGreaterThan(axis.low);
  expect(axis.low).toBeGreaterThanOrEqual(0.99e-4);
  expect(axis.high).toBeLessThanOrEqual(1);
  for (const value of values) expect(axis.place(value)).toBeGreaterThanOrEqual(0);
});
