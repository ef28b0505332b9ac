import { expect, test } from "vitest";
import {
  inOrder,
  knownBins,
  largestShare,
  psiScale,
  PSI_MARKS,
  shiftsInOrder,
} from "./drift-model";
import type { Characteristic, StabilityBin } from "./shapes";

const found = (name: string, psi: number | null, kind = "input") =>
  ({ kind, name, psi }) as Characteristic;

test("the score and grades come first, then what moved most, then what nobody can tell", () => {
  const all = [
    found("calm", 0.01),
    found("rare", null),
    found("grade", 0, "grades"),
    found("moved", 0.3),
    found("proba", 0.02, "score"),
  ];
  expect(inOrder(all).map(({ name }) => name)).toEqual(["proba", "grade", "moved", "calm", "rare"]);
});

test("both marks are on every bar, and the largest figure fits", () => {
  for (const most of [0, 0.01, 0.2, 4]) {
    const scale = psiScale(most);
    for (const mark of PSI_MARKS) expect(scale(mark)).toBeLessThanOrEqual(1);
    expect(scale(most)).toBeLessThanOrEqual(1);
    expect(scale(0)).toBe(0);
  }
  expect(psiScale(0.4)(0.1)).toBeCloseTo(0.25);
});

test("a bar is drawn where all bins are empty, too", () => {
  expect(largestShare([])).toBeGreaterThan(0);
});

test("reasons are ordered by how much they moved, whichever way", () => {
  const shifts = [
    { code: "a", log_odds: 0.1 },
    { code: "b", log_odds: 0 },
    { code: "c", log_odds: -0.3 },
  ];
  expect(shiftsInOrder(shifts).map(({ code }) => code)).toEqual(["c", "a"]);
});

test("a bin that nobody ever was in is left out; one that is new is not", () => {
  const bin = (expected: number, count: number) => ({ expected, count }) as StabilityBin;
  expect(knownBins([bin(0, 0), bin(0, 3), bin(0.2, 0)])).toEqual([bin(0, 3), bin(0.2, 0)]);
});
