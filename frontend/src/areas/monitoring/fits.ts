/** The tests of all probabilities together, in one list. */

import type { Backtest, Light } from "./shapes";

export interface Fit {
  name: "slope" | "area" | "hosmer" | "spiegelhalter" | "brier" | "gini" | "ks";
  value: number;
  p: number | null;
  /** Undefined of what is told and never judged. */
  light?: Light;
}

/** Returns what could be computed; what took more defaults is left out. */
export function fitsOf(backtest: Backtest): Fit[] {
  const { slope, separation, hosmer_lemeshow, spiegelhalter, brier } = backtest;
  return [
    ...(slope
      ? [{ name: "slope", value: slope.slope, p: slope.p_value, light: slope.light } as const]
      : []),
    ...(separation ? fitsOfSeparation(separation) : []),
    { name: "hosmer", value: hosmer_lemeshow.value, p: hosmer_lemeshow.p_value },
    ...(spiegelhalter
      ? [{ name: "spiegelhalter", value: spiegelhalter.value, p: spiegelhalter.p_value } as const]
      : []),
    { name: "brier", value: brier, p: null },
  ];
}

function fitsOfSeparation({ auc, gini, ks, p_value, light }: NonNullable<Backtest["separation"]>) {
  return [
    { name: "area", value: auc, p: p_value, light },
    { name: "gini", value: gini, p: null },
    { name: "ks", value: ks, p: null },
  ] as const;
}
