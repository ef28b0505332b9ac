import { expect, test } from "vitest";
import { FAIRNESS_FILE, fairnessCells } from "./fairness-file";
import type { FairnessGroup } from "./shapes";

const GROUP: FairnessGroup = {
  attribute: "code_gender",
  group: "F",
  recommended: { count: 90, of: 100, share: 0.9, low: 0.83, high: 0.95 },
  decided: null,
  expected: 1.5,
  observed: { count: 1, of: 100, share: 0.01, low: 0.001, high: 0.05 },
  recommendation_ratio: { value: 1.1, low: 0.9, high: 1.2 },
  decision_ratio: null,
  discretion: null,
};

test("each figure stands below its title; what is not shown is empty", () => {
  const cells = ["women", ...fairnessCells(GROUP)];
  expect(cells).toHaveLength(FAIRNESS_FILE.length);
  const told = new Map(
    FAIRNESS_FILE.map(([name, part], place) => [`${name} ${part}`, cells[place]]),
  );
  expect(told.get("recommended share")).toBe(0.9);
  expect(told.get("recommendationRatio null")).toBe(1.1);
  expect(told.get("decided share")).toBeNull();
  expect(told.get("observed n")).toBe(100);
  expect(told.get("expected null")).toBe(1.5);
});
