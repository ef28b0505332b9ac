import { expect, test } from "vitest";
import { columnWidth, FRAME, linePath, planOf, writtenLabels } from "./plan";

test("values stand between the floor and the top", () => {
  const { y, floor, ticks } = planOf(400, 200, 90);
  expect(y(0)).toBe(floor);
  expect(y(ticks.at(-1) ?? 0)).toBe(FRAME.top);
  expect(y(10_000)).toBe(FRAME.top); // nothing leaves the drawing
  expect(y(45)).toBeLessThan(y(10));
});

test("labels do not touch each other", () => {
  expect(writtenLabels(["A", "B", "C"], 40)).toEqual([0, 1, 2]);
  const written = writtenLabels(["1000", "2000", "3000", "4000", "5000"], 20);
  expect(written).toEqual([0, 2, 4]);
  expect(writtenLabels(["A", "", "C", "long name"], 30)).toEqual([0, 2]);
  expect(columnWidth(10, 4)).toBe(0); // a place too narrow for any
});

test("a line is broken where a value is missing", () => {
  const path = linePath(
    [1, 2, null, 4],
    (place) => place * 10,
    (value) => value,
  );
  expect(path).toBe("M0.0 1.0L10.0 2.0M30.0 4.0");
});
