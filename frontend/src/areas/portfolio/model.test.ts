import { expect, test } from "vitest";
import {
  binsOf,
  courseOf,
  lateMonthsOf,
  lateShares,
  lossOf,
  matrixOf,
  monthBefore,
  NEW,
  progressOf,
  ticksTo,
  UNSCORED,
  usualCutOffs,
  wholeTicksTo,
} from "./model";
import type { PortfolioMonth } from "./queries";

const monthOf = (month: string, clients: number): PortfolioMonth => ({
  month,
  clients,
  outstanding_rub: "0.00",
  rated: 0,
  mean_proba: null,
  expected_loss_rub: null,
  late_30: 0,
  late_30_rub: "0.00",
  in_review: 0,
});

test("ticks are round, few, and reach beyond the highest", () => {
  expect(ticksTo(812)).toEqual([0, 250, 500, 750, 1000]);
  expect(ticksTo(0)).toEqual([0, 1]);
  expect(wholeTicksTo(2)).toEqual([0, 1, 2]);
  for (const most of [0.0012, 0.034, 0.5, 1, 3, 7, 49, 786, 1_000_000]) {
    const ticks = ticksTo(most);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9));
  }
});

test("a month is compared with its neighbour alone", () => {
  const months = [monthOf("2026-08-01", 5), monthOf("2026-09-01", 7), monthOf("2026-10-01", 9)];
  const read = ({ clients }: PortfolioMonth) => clients;
  expect(courseOf(months, read)).toEqual({ value: 9, before: 7, line: [5, 7, 9] });
  const gap = [monthOf("2026-08-01", 5), monthOf("2026-10-01", 9)];
  expect(courseOf(gap, read)).toEqual({ value: 9, before: null, line: [5, 9] });
  expect(courseOf([], read)).toEqual({ value: null, before: null, line: [] });
  expect(monthBefore("2026-01-01")).toBe("2025-12-01");
});

test("nothing is expected of those whom no model knows, which is not 0", () => {
  expect(lossOf({ expected_loss_rub: null })).toBeNull();
  expect(lossOf({ expected_loss_rub: "12.50" })).toBe(12.5);
});

test("bins are whole, without holes, and reach to the cut-offs", () => {
  const bin = (points_from: number, clients: number, model: "behavioural" | "thin_file") => ({
    points_from,
    clients,
    model,
  });
  const points = [bin(450, 3, "behavioural"), bin(500, 2, "behavioural"), bin(500, 4, "thin_file")];
  expect(binsOf(points, [433])).toEqual([
    { from: 425, clients: 0 },
    { from: 450, clients: 3 },
    { from: 475, clients: 0 },
    { from: 500, clients: 6 },
  ]);
  expect(binsOf([], [433])).toEqual([]);
});

test("a model's own cut-offs go before those of every model, and amounts are left out", () => {
  const cut = (model: "behavioural" | "thin_file" | null, amount_from_rub = 0) => ({
    model,
    amount_from_rub,
    approve_from_points: 450,
    decline_below_points: 300,
  });
  const cuts = [cut(null), cut("thin_file"), cut(null, 500_000)];
  expect(usualCutOffs(cuts, null)).toEqual([cut(null), cut("thin_file")]);
  expect(usualCutOffs(cuts, "thin_file")).toEqual([cut("thin_file")]);
  expect(usualCutOffs(cuts, "behavioural")).toEqual([cut(null)]);
});

test("shares of who is late are of everybody in the month", () => {
  const bucket = (month: string, status: "0" | "1" | null, clients: number) => ({
    month,
    status,
    clients,
    outstanding_rub: "10.50",
  });
  const months = lateMonthsOf([
    bucket("2026-10-01", "0", 90),
    bucket("2026-10-01", "1", 8),
    bucket("2026-10-01", null, 2),
    bucket("2026-09-01", "0", 5),
  ]);
  expect(months.map(({ month, clients }) => [month, clients])).toEqual([
    ["2026-09-01", 5],
    ["2026-10-01", 100],
  ]);
  const [none, some] = months.map((month) => lateShares(month).map(({ share }) => share));
  expect(none).toEqual([0, 0, 0, 0, 0]);
  expect(some).toEqual([0.08, 0, 0, 0, 0]);
  expect(months[1]?.by.get("none")).toEqual({ clients: 2, outstanding: 10.5 });
});

test("rows of the matrix say who rose and fell of those who are on the scale", () => {
  const move = (grade_before: string | null, grade: string | null, clients: number) => ({
    grade_before,
    grade,
    clients,
    row_share: null,
  });
  const rows = matrixOf(
    [move("B", "A", 2), move("B", "B", 6), move("B", "default", 2), move("B", "gone", 10)].concat([
      move(NEW, "A", 4),
      move("A", "A", 3),
      move(null, "B", 1),
    ]),
    ["A", "B", "C", "default"],
  );
  expect(rows.map(({ before }) => before)).toEqual(["A", "B", "default", NEW, UNSCORED]);
  const [, b, , newcomers] = rows;
  expect(b?.cells.map(({ grade, clients }) => [grade, clients])).toEqual([
    ["A", 2],
    ["B", 6],
    ["default", 2],
    ["gone", 10],
  ]);
  expect([b?.clients, b?.better, b?.worse]).toEqual([20, 0.2, 0.2]);
  expect(b?.cells[0]?.share).toBe(0.1);
  expect([newcomers?.better, newcomers?.worse]).toEqual([null, null]);
});

test("a run goes through clients first, and then from step to step", () => {
  const run = { step: "snapshot", steps_done: [], clients_reached: 500, clients_to: 1000 } as const;
  expect(progressOf({ ...run, steps_done: [] })).toBeCloseTo(1 / 14);
  expect(progressOf({ ...run, steps_done: [], clients_to: null })).toBe(0);
  expect(progressOf({ ...run, step: "outcomes", steps_done: ["snapshot", "count"] })).toBeCloseTo(
    2 / 7,
  );
});
