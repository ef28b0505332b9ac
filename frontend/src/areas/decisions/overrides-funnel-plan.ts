/** Where everything of the funnel stands in its drawing. */

import type { Funnel } from "./overrides-queries";

export const PLAN = { width: 420, height: 280, left: 44, right: 12, top: 12, bottom: 40 };
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5];
const MOST_TICKS = 5;
type Line = "low_95" | "high_95" | "low_998" | "high_998";

/** Returns a whole step of 1, 2 or 5 times a power of ten that makes few enough ticks. */
function wholeStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / MOST_TICKS));
  const step = [1, 2, 5, 10].find((times) => times * power * MOST_TICKS >= most) ?? 10;
  return Math.max(1, step * power);
}

function ticksTo(most: number, step: number): number[] {
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, place) => place * step);
}

/** The shares that are drawn: up to the highest point, and to where most of the lines lie. */
function highestShare({ share, points, limits }: Funnel): number {
  const middle = limits[Math.floor(limits.length / 2)];
  const shares = points.map(({ overrides, decided }) => overrides / decided);
  return Math.min(1, 1.1 * Math.max(0.1, share ?? 0, middle?.high_998 ?? 0, ...shares));
}

export function planFunnel(funnel: Funnel) {
  const last = funnel.limits.at(-1)?.decided ?? 1;
  const highest = highestShare(funnel);
  const [inner, outer] = [
    PLAN.width - PLAN.left - PLAN.right,
    PLAN.height - PLAN.top - PLAN.bottom,
  ];
  const x = (decided: number) => PLAN.left + (decided / last) * inner;
  const y = (share: number) => PLAN.top + (1 - Math.min(share, highest) / highest) * outer;
  const path = (name: Line) =>
    funnel.limits
      .map((limit, place) => `${place ? "L" : "M"}${x(limit.decided)} ${y(limit[name])}`)
      .join("");
  const step = STEPS.find((one) => one * MOST_TICKS >= highest) ?? 0.5;
  return {
    x,
    y,
    path,
    across: ticksTo(last, wholeStep(last)),
    upwards: ticksTo(highest, step),
  };
}
