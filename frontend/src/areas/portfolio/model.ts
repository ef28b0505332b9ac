/** What the charts of the portfolio draw, and what their tables say: plain figures of plain data. */

import { BIN_POINTS, LATE, type Status } from "./address";
import type {
  CutOff,
  GradeMove,
  PastDueBucket,
  PaymentStatus,
  PointsBin,
  PortfolioMonth,
  Vintage,
} from "./queries";
import type { Run } from "./run-queries";

const MOST_TICKS = 4;
const STEPS = 7;
/** Who came and who went stand beside the grades of the matrix. */
export const NEW = "new";
export const GONE = "gone";

/** Returns the next round figure and the steps up to it, from 0. */
export function ticksTo(most: number): number[] {
  if (most <= 0) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(most / MOST_TICKS));
  const step = power * ([1, 2, 2.5, 5].find((times) => times * power * MOST_TICKS >= most) ?? 10);
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, place) => place * step);
}

/** Returns the same for things that cannot be divided. */
export function wholeTicksTo(most: number): number[] {
  return ticksTo(most).filter(Number.isInteger);
}

/** Returns what is expected to be lost; of those whom no model knows nothing is. */
export const lossOf = ({ expected_loss_rub: loss }: Pick<PortfolioMonth, "expected_loss_rub">) =>
  loss === null ? null : Number(loss);

/** What a tile tells of a month, and the month before where that was counted. */
export interface Course {
  value: number | null;
  before: number | null;
  /** Of each month, the oldest first. */
  line: (number | null)[];
}

/** Returns how a figure went over the months, the oldest first, up to the last one. */
export function courseOf(
  months: readonly PortfolioMonth[],
  read: (month: PortfolioMonth) => number | null,
): Course {
  const line = months.map(read);
  const [last, before] = [months.at(-1), months.at(-2)];
  const isNeighbour = last && before && monthBefore(last.month) === before.month;
  return {
    value: line.at(-1) ?? null,
    before: isNeighbour ? (line.at(-2) ?? null) : null,
    line,
  };
}

/** Returns the first day of the month before. */
export function monthBefore(month: string): string {
  const moment = new Date(`${month.slice(0, 7)}-01T00:00:00Z`);
  moment.setUTCMonth(moment.getUTCMonth() - 1);
  return moment.toISOString().slice(0, 10);
}

export interface Bin {
  from: number;
  clients: number;
}

/** Returns all bins from the lowest to the highest, the empty ones between them, too. */
export function binsOf(points: readonly PointsBin[], cuts: readonly number[] = []): Bin[] {
  const counts = new Map<number, number>();
  for (const { points_from: from, clients } of points) {
    counts.set(from, (counts.get(from) ?? 0) + clients);
  }
  if (counts.size === 0) return [];
  const edges = [...counts.keys(), ...cuts.map((cut) => cut - (cut % BIN_POINTS))];
  const [low, high] = [Math.min(...edges), Math.max(...edges)];
  return Array.from({ length: (high - low) / BIN_POINTS + 1 }, (_, place) => {
    const from = low + place * BIN_POINTS;
    return { from, clients: counts.get(from) ?? 0 };
  });
}

/** Returns the cut-offs for the smallest amounts, which hold for a model or for all of them. */
export function usualCutOffs(cutOffs: readonly CutOff[], model: string | null): CutOff[] {
  const usual = cutOffs.filter((one) => one.amount_from_rub === 0);
  const own = usual.filter((one) => model !== null && one.model === model);
  return own.length > 0 ? own : usual.filter((one) => model === null || one.model === null);
}

export interface LateMonth {
  month: string;
  clients: number;
  /** Clients and roubles by status. */
  by: ReadonlyMap<Status, { clients: number; outstanding: number }>;
}

/** Returns how many are how late, month by month. */
export function lateMonthsOf(buckets: readonly PastDueBucket[]): LateMonth[] {
  const months = [...new Set(buckets.map(({ month }) => month))].sort();
  return months.map((month) => {
    const found = buckets.filter((one) => one.month === month);
    return {
      month,
      clients: sum(found.map(({ clients }) => clients)),
      by: new Map(
        found.map(({ status, clients, outstanding_rub }) => [
          status ?? "none",
          { clients, outstanding: Number(outstanding_rub) },
        ]),
      ),
    };
  });
}

/** Returns the share of each bucket of 30 days late and more. */
export function lateShares({ clients, by }: LateMonth): { status: PaymentStatus; share: number }[] {
  return LATE.map((status) => ({
    status,
    share: clients > 0 ? (by.get(status)?.clients ?? 0) / clients : 0,
  }));
}

export interface MatrixRow {
  before: string;
  cells: { grade: string; clients: number; share: number }[];
  clients: number;
  /** Shares of who is still there and on the scale; null of a row that is not on it. */
  better: number | null;
  worse: number | null;
}

/** Where somebody of no grade stands in the matrix. */
export const UNSCORED = "unscored";

/**
 * Returns who went from which grade (rows) to which (columns).
 *
 * @param grades from the best to the worst; a default is the worst of all
 */
export function matrixOf(moves: readonly GradeMove[], grades: readonly string[]): MatrixRow[] {
  const told = moves.map(({ grade_before, grade, clients }) => ({
    before: grade_before ?? UNSCORED,
    grade: grade ?? UNSCORED,
    clients,
  }));
  return places(told, grades, "before").map((before) => {
    const row = told.filter((one) => one.before === before);
    const clients = sum(row.map((one) => one.clients));
    const staying = row.filter((one) => grades.includes(one.grade));
    const rank = grades.indexOf(before);
    const sharing = (isWanted: (rank: number) => boolean) =>
      rank < 0 || staying.length === 0
        ? null
        : sum(
            staying.filter((one) => isWanted(grades.indexOf(one.grade))).map((one) => one.clients),
          ) / sum(staying.map((one) => one.clients));
    return {
      before,
      clients,
      cells: places(told, grades, "grade").map((grade) => {
        const count = sum(row.filter((one) => one.grade === grade).map((one) => one.clients));
        return { grade, clients: count, share: clients > 0 ? count / clients : 0 };
      }),
      better: sharing((to) => to < rank),
      worse: sharing((to) => to > rank),
    };
  });
}

type Side = "before" | "grade";

/** The grades, and beside them whoever there is that has none. */
function places(
  told: readonly Record<Side, string>[],
  grades: readonly string[],
  side: Side,
): string[] {
  const found = new Set(told.map((one) => one[side]));
  const beside = [...found].filter((one) => !grades.includes(one)).sort();
  return [
    ...grades.filter((one) => told.some((t) => t.before === one || t.grade === one)),
    ...beside,
  ];
}

export function lateOf(age: Vintage["ages"][number], days: 30 | 90) {
  return days === 30 ? age.ever_30 : age.ever_90;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Returns how far a run is, from 0 to 1: all steps alike, and within the first one by clients. */
export function progressOf(
  run: Pick<Run, "step" | "steps_done" | "clients_reached" | "clients_to">,
) {
  const within =
    run.step === "snapshot" && run.clients_to ? run.clients_reached / run.clients_to : 0;
  return Math.min(1, (run.steps_done.length + Math.min(1, within)) / STEPS);
}
