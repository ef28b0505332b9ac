import { expect, test } from "vitest";
import { pathOf, SPARK, sparkPoints } from "./sparkline-path";

test("the line runs from edge to edge and leaves out what is not known", () => {
  const points = sparkPoints([0, null, 0.1], 0.1);
  expect(points).toHaveLength(2);
  expect(points[0]).toEqual({ x: SPARK.inset, y: SPARK.height - SPARK.inset });
  expect(points[1]).toEqual({ x: SPARK.width - SPARK.inset, y: SPARK.inset });
  expect(pathOf(points)).toMatch(/^M[\d. ]+L[\d. ]+$/);
});

test("what is beyond the top is drawn at it", () => {
  expect(sparkPoints([7], 1)[0]?.y).toBe(SPARK.inset);
  expect(sparkPoints([], 1)).toEqual([]);
});
