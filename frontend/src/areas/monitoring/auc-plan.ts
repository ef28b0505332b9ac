/** Where the discrimination of each cohort stands beside what was promised. */

export const AUC_PLAN = { width: 520, height: 220, left: 44, right: 12, top: 12, bottom: 30 };
const STEPS = [0.01, 0.02, 0.05, 0.1];
const MOST_TICKS = 6;
const WIDEST_STEP = 0.2;

export interface AucPoint {
  month: string;
  value: number;
  low: number | null;
  high: number | null;
}

export interface AucPlan {
  x: (place: number) => number;
  y: (value: number) => number;
  ticks: number[];
}

/** @param others what else is drawn, as the figure of the development */
export function planAuc(points: readonly AucPoint[], others: readonly number[]): AucPlan {
  const all = [
    ...points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]),
    ...others,
  ];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const step = STEPS.find((one) => (most - least) / one <= MOST_TICKS - 2) ?? WIDEST_STEP;
  const low = Math.max(0, Math.floor(least / step - 1e-9) * step);
  const high = Math.min(1, Math.ceil(most / step + 1e-9) * step);
  const inner = AUC_PLAN.width - AUC_PLAN.left - AUC_PLAN.right;
  const outer = AUC_PLAN.height - AUC_PLAN.top - AUC_PLAN.bottom;
  return {
    x: (place) => AUC_PLAN.left + ((place + 0.5) / Math.max(1, points.length)) * inner,
    y: (value) => AUC_PLAN.top + (1 - (value - low) / Math.max(step, high - low)) * outer,
    ticks: Array.from(
      { length: Math.round((high - low) / step) + 1 },
      (_, place) => Math.round((low + place * step) * 100) / 100,
    ),
  };
}

/** Returns every how many months one is named, so that names do not run into each other. */
export function everyNth(count: number, most = 6): number {
  return Math.max(1, Math.ceil(count / most));
}
