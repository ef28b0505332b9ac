import { expect, test } from "vitest";
import { fitsOf } from "./fits";
import type { Backtest } from "./shapes";

const LITTLE: Backtest = {
  few_defaults: true,
  total: {
    grades: ["A"],
    count: 100,
    defaults: 1,
    expected: 1.2,
    mean_proba: 0.012,
    rate: 0.01,
    low: 0.001,
    high: 0.05,
    p_too_low: 0.6,
    p_too_high: 0.4,
    p_binomial: 0.6,
    light: null,
  },
  rows: [],
  points: [],
  hosmer_lemeshow: { value: 3, p_value: 0.4, degrees: 4 },
  spiegelhalter: null,
  brier: 0.01,
  slope: null,
  separation: null,
};

test("where few defaulted only what can be computed is listed, and nothing is judged", () => {
  const fits = fitsOf(LITTLE);
  expect(fits.map(({ name }) => name)).toEqual(["hosmer", "brier"]);
  expect(fits.every(({ light }) => light === undefined)).toBe(true);
});

test("slope and area are judged where there are enough", () => {
  const fits = fitsOf({
    ...LITTLE,
    slope: { slope: 0.8, intercept: 0, p_value: 0.004, light: "red" },
    separation: {
      auc: 0.8,
      low: 0.7,
      high: 0.9,
      gini: 0.6,
      ks: 0.5,
      information_value: 1,
      initial: null,
      p_value: null,
      light: null,
    },
    spiegelhalter: { value: 1, p_value: 0.3, degrees: null },
  });
  expect(fits.find(({ name }) => name === "slope")?.light).toBe("red");
  // Without the initial area there is nothing to be held against
  expect(fits.find(({ name }) => name === "area")?.light).toBeNull();
  expect(fits.map(({ name }) => name)).toContain("spiegelhalter");
});
