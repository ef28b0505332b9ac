/** What a page computes by itself while a cut-off is dragged: sums over cells, nothing estimated. */

import type { Schemas } from "../../kit/client";

export type Cells = Schemas["ScoreCells"];
export type Segment = Schemas["CutOffsSegment"];
export type Economics = Schemas["SimulatedEconomics"];

/** Points from which on is approved, and below which is declined. */
export interface Handles {
  approve: number;
  decline: number;
}

export interface CutOffs {
  approveBelow: number;
  declineFrom: number;
}

export const OUTCOMES = ["approve", "review", "decline"] as const;
export type Outcome = (typeof OUTCOMES)[number];

const BEST_POINTS = 999;
const POINTS_AT_ONE_PERCENT = 500;
const POINTS_TO_HALVE_THE_ODDS = 50;
const ODDS_AT_ONE_PERCENT = 99;
const MILLION = 1_000_000;

/** Returns the probability below which somebody has so many points or more, as the service does. */
export function edgeProba(points: number): number {
  const doublings = (points - 0.5 - POINTS_AT_ONE_PERCENT) / POINTS_TO_HALVE_THE_ODDS;
  return Math.round(MILLION / (1 + ODDS_AT_ONE_PERCENT * 2 ** doublings)) / MILLION;
}

/** Returns the fewest points of who has a lower probability: `edgeProba` undone. */
export function edgePoints(proba: number): number {
  const odds = (1 - proba) / proba;
  const exact =
    POINTS_AT_ONE_PERCENT + POINTS_TO_HALVE_THE_ODDS * Math.log2(odds / ODDS_AT_ONE_PERCENT);
  const fewest = Math.min(BEST_POINTS - 1, Math.max(1, Math.floor(exact + 0.5)));
  // Rounding to the digits of an edge may have moved it just above
  return proba <= edgeProba(fewest + 1) ? fewest + 1 : fewest;
}

export function handlesOf({ approveBelow, declineFrom }: CutOffs): Handles {
  return { approve: edgePoints(approveBelow), decline: edgePoints(declineFrom) };
}

/** Returns the cut-offs at handles; a handle that was not moved is where it was, to the digit. */
export function cutOffsOf({ approve, decline }: Handles, unmoved: CutOffs): CutOffs {
  const at = (points: number, known: number) =>
    points === edgePoints(known) ? known : edgeProba(points);
  return {
    approveBelow: at(approve, unmoved.approveBelow),
    declineFrom: at(decline, unmoved.declineFrom),
  };
}

export function baselineOf(segment: Segment): CutOffs {
  return {
    approveBelow: segment.baseline_approve_below,
    declineFrom: segment.baseline_decline_from,
  };
}

/** Returns the column of a cell, which every column has. */
function at(column: readonly number[], cell: number): number {
  return column[cell] ?? 0;
}

/** Returns what becomes of a cell, as a place in `OUTCOMES`: the stricter of cut-offs and rules. */
function outcomeOf(cells: Cells, cell: number, { approveBelow, declineFrom }: CutOffs): number {
  const below = at(cells.proba_to, cell);
  const told = below <= approveBelow ? 0 : below <= declineFrom ? 1 : 2;
  return Math.max(told, at(cells.least, cell));
}

const NOBODY: CutOffs = { approveBelow: 0, declineFrom: 0 };

/** Returns the outcome of every cell under the cut-offs of its segment. */
export function outcomesOf(cells: Cells, bySegment: readonly CutOffs[]): number[] {
  return cells.count.map((_, cell) =>
    outcomeOf(cells, cell, bySegment[at(cells.segment, cell)] ?? NOBODY),
  );
}

/** The figures that a page shows, by the names that the service gives them. */
export interface Figures {
  approved: number;
  reviewed: number;
  declined: number;
  approval_rate: number;
  review_rate: number;
  decline_rate: number;
  expected_defaults: number;
  expected_loss_rub: number;
  cost_of_risk: number | null;
  nii_after_loss_rub: number;
  reviews_a_day: number;
}

export function figuresOf(
  cells: Cells,
  outcomes: readonly number[],
  economics: Economics,
): Figures {
  const counts = [0, 0, 0];
  let [defaults, exposure, defaulted] = [0, 0, 0];
  outcomes.forEach((outcome, cell) => {
    counts[outcome] = (counts[outcome] ?? 0) + at(cells.count, cell);
    if (outcome !== 0) return;
    defaults += at(cells.proba, cell);
    exposure += at(cells.exposure_rub, cell);
    defaulted += at(cells.defaulted_exposure_rub, cell);
  });
  return inMoney(counts, { defaults, exposure, defaulted }, economics);
}

function inMoney(
  counts: readonly number[],
  approved: { defaults: number; exposure: number; defaulted: number },
  { loss_given_default, interest_rate, funding_rate, ...work }: Economics,
): Figures {
  const everybody = counts.reduce((sum, count) => sum + count, 0);
  const [approve = 0, review = 0, decline = 0] = counts;
  const lost = approved.defaulted * loss_given_default;
  const interest = (interest_rate - funding_rate) * (approved.exposure - approved.defaulted);
  return {
    approved: approve,
    reviewed: review,
    declined: decline,
    approval_rate: approve / everybody,
    review_rate: review / everybody,
    decline_rate: decline / everybody,
    expected_defaults: approved.defaults,
    expected_loss_rub: lost,
    cost_of_risk: approved.exposure > 0 ? lost / approved.exposure : null,
    nii_after_loss_rub:
      interest - lost - work.review_rub * review - work.application_rub * everybody,
    reviews_a_day: review / work.working_days,
  };
}

/** Returns how many go from which outcome (row) to which (column). */
export function movesOf(
  cells: Cells,
  before: readonly number[],
  after: readonly number[],
): number[][] {
  const moves = OUTCOMES.map(() => OUTCOMES.map(() => 0));
  before.forEach((from, cell) => {
    const row = moves[from];
    const to = after[cell] ?? 0;
    if (row) row[to] = (row[to] ?? 0) + at(cells.count, cell);
  });
  return moves;
}

export interface Bin {
  /** Its lowest points. */
  from: number;
  /** People by outcome. */
  counts: number[];
}

export const BIN_POINTS = 25;

/** Returns the bins of the histogram that are drawn, the lowest first and none left out. */
export function binsOf(cells: Cells, outcomes: readonly number[], segment: number): Bin[] {
  const bins = new Map<number, number[]>();
  cells.points.forEach((points, cell) => {
    if (at(cells.segment, cell) !== segment) return;
    const from = Math.floor(points / BIN_POINTS) * BIN_POINTS;
    const counts = bins.get(from) ?? [0, 0, 0];
    const outcome = outcomes[cell] ?? 0;
    counts[outcome] = (counts[outcome] ?? 0) + at(cells.count, cell);
    bins.set(from, counts);
  });
  const known = [...bins.keys()];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const length = known.length > 0 ? (high - low) / BIN_POINTS + 1 : 0;
  return Array.from({ length }, (_, index) => {
    const from = low + index * BIN_POINTS;
    return { from, counts: bins.get(from) ?? [0, 0, 0] };
  });
}

/** Returns how many of a segment have points from one figure to below another. */
export function countBetween(cells: Cells, segment: number, from: number, to: number): number {
  return cells.points.reduce((sum, points, cell) => {
    const isIn = at(cells.segment, cell) === segment && points >= from && points < to;
    return isIn ? sum + at(cells.count, cell) : sum;
  }, 0);
}

/** Returns those of whom the outcome is known, and their defaults, below so many points. */
export function knownBelow(cells: Cells, segment: number, points: number) {
  let [matured, defaults] = [0, 0];
  cells.points.forEach((one, cell) => {
    if (at(cells.segment, cell) !== segment || one >= points) return;
    matured += at(cells.matured, cell);
    defaults += at(cells.defaults, cell);
  });
  return { matured, defaults };
}

/** Returns the grade inside which a cut-off lies, and its nearer edge; null at an edge. */
export function gradeAround(points: number, edges: readonly number[]): number | null {
  if (edges.length === 0 || edges.includes(points)) return null;
  return [...edges].sort(
    (one, other) => Math.abs(one - points) - Math.abs(other - points),
  )[0] as number;
}
