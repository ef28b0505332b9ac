/** How what has moved is put in order and drawn. */

import type { Characteristic, ReasonShift, StabilityBin } from "./shapes";

/** From these on a PSI is looked at, and is too much; both need a p-value besides. */
export const PSI_MARKS = [0.05, 0.1] as const;
const LEAST_SCALE = 0.2;
const FIRST: readonly string[] = ["score", "grades"];

/** Returns the figures as they are read: points and grades, then what moved most. */
export function inOrder(found: readonly Characteristic[]): Characteristic[] {
  const rank = ({ kind }: Characteristic) =>
    FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length;
  return [...found].sort(
    (one, other) => rank(one) - rank(other) || (other.psi ?? -1) - (one.psi ?? -1),
  );
}

/** Returns where a PSI lies on a bar that the largest of them, and both marks, fit on. */
export function psiScale(most: number): (psi: number) => number {
  const end = Math.max(LEAST_SCALE, most);
  return (psi) => Math.min(1, Math.max(0, psi / end));
}

export function largestPsi(found: readonly Characteristic[]): number {
  return Math.max(0, ...found.map(({ psi }) => psi ?? 0));
}

/** Returns the largest share of any bin: bars are drawn beside it. */
export function largestShare(bins: readonly StabilityBin[]): number {
  return Math.max(0.01, ...bins.flatMap(({ expected, share }) => [expected, share ?? 0]));
}

/** Returns what moved the mean log-odds, the most first; nothing that did not. */
export function shiftsInOrder(shifts: readonly ReasonShift[]): ReasonShift[] {
  return shifts
    .filter(({ log_odds }) => log_odds !== 0)
    .sort((one, other) => Math.abs(other.log_odds) - Math.abs(one.log_odds));
}

/** Returns the bins in which somebody is, or was: others say nothing. */
export function knownBins(bins: readonly StabilityBin[]): StabilityBin[] {
  return bins.filter(({ expected, count }) => expected > 0 || count > 0);
}
