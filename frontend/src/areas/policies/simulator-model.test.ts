import { describe, expect, test } from "vitest";
import {
  binsOf,
  type Cells,
  countBetween,
  cutOffsOf,
  edgePoints,
  edgeProba,
  figuresOf,
  gradeAround,
  handlesOf,
  knownBelow,
  movesOf,
  outcomesOf,
} from "./simulator-model";

const ECONOMICS = {
  exposure_rub: null,
  loss_given_default: 0.45,
  interest_rate: 0.16,
  funding_rate: 0.08,
  review_rub: 500,
  application_rub: 100,
  working_days: 20,
};
/** Two segments; in the first somebody whom a rule sends to review, and somebody declined by one. */
const CELLS: Cells = {
  segment: [0, 0, 0, 0, 0, 1],
  least: [0, 0, 1, 2, 0, 0],
  points: [600, 450, 601, 602, 250, 600],
  proba_to: [0.0026, 0.02, 0.0026, 0.0026, 0.3, 0.0026],
  count: [10, 4, 2, 1, 3, 5],
  proba: [0.025, 0.07, 0.005, 0.002, 0.8, 0.012],
  exposure_rub: [1_000_000, 400_000, 200_000, 100_000, 300_000, 5_000_000],
  defaulted_exposure_rub: [2_500, 7_000, 500, 200, 80_000, 12_000],
  matured: [8, 2, 0, 0, 1, 0],
  defaults: [1, 1, 0, 0, 1, 0],
};
const IN_FORCE = { approveBelow: 0.015, declineFrom: 0.14 };
const LOOSER = { approveBelow: 0.02, declineFrom: 0.4 };
const STRICT = { approveBelow: 0.001, declineFrom: 0.14 };

describe("points and probabilities", () => {
  test("are those of the service", () => {
    expect(edgeProba(500)).toBe(0.010069);
    expect([edgeProba(429), edgeProba(300)]).toEqual([0.026496, 0.139963]);
    expect(edgePoints(0.139963)).toBe(300);
  });

  test("there and back is the same for every whole number of points that can be told apart", () => {
    for (let points = 2; points <= 750; points += 1)
      expect(edgePoints(edgeProba(points))).toBe(points);
  });

  test("a handle that was not moved keeps its cut-off to the digit", () => {
    const odd = { approveBelow: 0.0312345, declineFrom: 0.2 };
    const handles = handlesOf(odd);
    expect(cutOffsOf(handles, odd)).toEqual(odd);
    expect(cutOffsOf({ ...handles, decline: 300 }, odd)).toEqual({
      approveBelow: 0.0312345,
      declineFrom: 0.139963,
    });
  });
});

describe("what a scenario does", () => {
  const before = outcomesOf(CELLS, [IN_FORCE, STRICT]);
  const after = outcomesOf(CELLS, [LOOSER, STRICT]);

  test("rules have the last word, and each segment has its own cut-offs", () => {
    expect(before).toEqual([0, 1, 1, 2, 2, 1]);
    expect(after).toEqual([0, 0, 1, 2, 1, 1]);
  });

  test("money is counted of who is approved, and work of who is looked at", () => {
    const figures = figuresOf(CELLS, after, ECONOMICS);
    expect(figures).toMatchObject({ approved: 14, reviewed: 10, declined: 1, reviews_a_day: 0.5 });
    expect(figures.expected_defaults).toBeCloseTo(0.095);
    expect(figures.expected_loss_rub).toBeCloseTo(9_500 * 0.45);
    expect(figures.cost_of_risk).toBeCloseTo((9_500 * 0.45) / 1_400_000);
    const interest = 0.08 * (1_400_000 - 9_500);
    expect(figures.nii_after_loss_rub).toBeCloseTo(interest - 4_275 - 5_000 - 2_500);
  });

  test("nobody approved has no cost of risk", () => {
    expect(figuresOf(CELLS, outcomesOf(CELLS, []), ECONOMICS).cost_of_risk).toBeNull();
  });

  test("everybody is moved once", () => {
    const moves = movesOf(CELLS, before, after);
    expect(moves).toEqual([
      [10, 0, 0],
      [4, 7, 0],
      [0, 3, 1],
    ]);
    expect(moves.flat().reduce((sum, count) => sum + count)).toBe(25);
  });

  test("the histogram leaves no bin out and shows one segment", () => {
    const bins = binsOf(CELLS, after, 0);
    expect(bins[0]).toEqual({ from: 250, counts: [0, 3, 0] });
    expect(bins.at(-1)).toEqual({ from: 600, counts: [10, 2, 1] });
    expect(bins).toHaveLength(15);
    expect(binsOf(CELLS, after, 7)).toEqual([]);
  });

  test("counts people between points, and known outcomes below some", () => {
    expect(countBetween(CELLS, 0, 450, 601)).toBe(14);
    expect(knownBelow(CELLS, 0, 500)).toEqual({ matured: 3, defaults: 2 });
  });

  test("a cut-off inside a grade has a nearer edge", () => {
    expect(gradeAround(405, [300, 419])).toBe(419);
    expect(gradeAround(419, [300, 419])).toBeNull();
    expect(gradeAround(419, [])).toBeNull();
  });
});

test("all of it for as many cells as there can be takes less than a third of 50 ms", () => {
  const size = 6_000;
  const column = (make: (index: number) => number) =>
    Array.from({ length: size }, (_, i) => make(i));
  const cells: Cells = {
    segment: column((i) => i % 2),
    least: column((i) => (i % 11 === 0 ? 1 : 0)),
    points: column((i) => 1 + (i % 999)),
    proba_to: column((i) => edgeProba(1 + (i % 999))),
    count: column(() => 16),
    proba: column(() => 0.3),
    exposure_rub: column(() => 4_000_000),
    defaulted_exposure_rub: column(() => 90_000),
    matured: column(() => 3),
    defaults: column(() => 0),
  };
  const times = Array.from({ length: 15 }, (_, run) => {
    const started = performance.now();
    const before = outcomesOf(cells, [IN_FORCE, STRICT]);
    const after = outcomesOf(cells, [{ ...LOOSER, approveBelow: edgeProba(400 + run) }, STRICT]);
    figuresOf(cells, before, ECONOMICS);
    figuresOf(cells, after, ECONOMICS);
    movesOf(cells, before, after);
    binsOf(cells, after, 0);
    knownBelow(cells, 0, 400);
    return performance.now() - started;
  });
  expect(Math.min(...times)).toBeLessThan(16);
});
