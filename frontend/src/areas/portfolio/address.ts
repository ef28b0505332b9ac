/** Which part of the portfolio is shown, and how, kept in the address. */

import { DECISIONS } from "../clients/list-address";
import type { Decision } from "../scores/queries";
import type { ModelName, PaymentStatus } from "./queries";

export const STANDINGS = ["active", "closed", "all"] as const;
export const MODELS = ["behavioural", "thin_file", "segment"] as const satisfies ModelName[];
/** The worst of the open credits' months; of some clients none is known. */
export type Status = PaymentStatus | "none";
export const STATUSES = [
  "C",
  "X",
  "0",
  "1",
  "2",
  "3",
  "4",
  "5",
  "none",
] as const satisfies Status[];
/** 30 days late or more. */
export const LATE = ["1", "2", "3", "4", "5"] as const satisfies PaymentStatus[];
/** Points are counted in steps of so many. */
export const BIN_POINTS = 25;
/** What has both a chart and a table. */
export const CHARTS = ["grades", "points", "pastDue", "vintages"] as const;
export type Chart = (typeof CHARTS)[number];
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const WHOLE = /^[1-9]\d{0,14}$/;
const YEAR = /^\d{4}$/;
const POINTS = /^\d{1,3}$/;
const HALF = /^\d{4}-(01|07)$/;
const AGE = /^[1-9]\d?$/;
/** Older credits are in no curve. */
const MOST_MONTHS = 60;
const GRADE = /^[A-Za-z]{1,10}$/;

/** Which clients of a month; null for all. */
export interface Shown {
  month: string | null;
  standing: (typeof STANDINGS)[number];
  model: ModelName | null;
  manager: number | null;
  year: number | null;
}

/** How the page shows them. */
export interface View {
  tables: ReadonlySet<Chart>;
  /** From how many days late on a credit counts in the vintages. */
  days: 30 | 90;
}

/** The clients behind one figure. */
export interface Behind {
  grade: string | null;
  gradeBefore: string | null;
  pointsFrom: number | null;
  statuses: Status[];
  decision: Decision | null;
  vintage: VintagePoint | null;
}

/** Credits of a half-year ("2025-01") that are so old; ever so late by then, or all of them. */
export interface VintagePoint {
  half: string;
  months: number;
  late: 30 | 90 | null;
}

export const NOTHING_BEHIND: Behind = {
  grade: null,
  gradeBefore: null,
  pointsFrom: null,
  statuses: [],
  decision: null,
  vintage: null,
};

/** Reads an address; what makes no sense in it is as if it was not there. */
export function readShown(address: URLSearchParams): Shown {
  return {
    month: matching(address, "month", MONTH),
    standing: STANDINGS.find((one) => one === address.get("standing")) ?? "active",
    model: MODELS.find((one) => one === address.get("model")) ?? null,
    manager: numberOf(matching(address, "manager", WHOLE)),
    year: numberOf(matching(address, "year", YEAR)),
  };
}

export function readView(address: URLSearchParams): View {
  return {
    tables: new Set(CHARTS.filter((one) => address.getAll("table").includes(one))),
    days: address.get("days") === "90" ? 90 : 30,
  };
}

export function readBehind(address: URLSearchParams): Behind {
  return {
    grade: matching(address, "grade", GRADE),
    gradeBefore: matching(address, "before", GRADE),
    pointsFrom: numberOf(matching(address, "points", POINTS)),
    statuses: STATUSES.filter((one) => address.getAll("status").includes(one)),
    decision: DECISIONS.find((one) => one === address.get("decision")) ?? null,
    vintage: readVintage(address),
  };
}

function readVintage(address: URLSearchParams): VintagePoint | null {
  const half = matching(address, "half", HALF);
  const months = numberOf(matching(address, "age", AGE));
  if (half === null || months === null || months > MOST_MONTHS) return null;
  const late = ([30, 90] as const).find((days) => String(days) === address.get("late"));
  return { half, months, late: late ?? null };
}

function matching(address: URLSearchParams, name: string, form: RegExp): string | null {
  const told = address.get(name);
  return told !== null && form.test(told) ? told : null;
}

const numberOf = (told: string | null) => (told === null ? null : Number(told));

/** Returns the address of what is shown; what is as usual is left out. */
export function writeShown({ month, standing, model, manager, year }: Shown): URLSearchParams {
  return new URLSearchParams({
    ...(month && { month }),
    ...(standing !== "active" && { standing }),
    ...(model && { model }),
    ...(manager !== null && { manager: String(manager) }),
    ...(year !== null && { year: String(year) }),
  });
}

export function writePage(shown: Shown, { tables, days }: View): URLSearchParams {
  const address = writeShown(shown);
  for (const one of tables) address.append("table", one);
  if (days !== 30) address.set("days", String(days));
  return address;
}

/** Returns the address of the clients behind a figure of what is shown. */
export function behindAddress(shown: Shown, behind: Partial<Behind>): string {
  const { grade, gradeBefore, pointsFrom, statuses, decision, vintage } = {
    ...NOTHING_BEHIND,
    ...behind,
  };
  const address = writeShown(shown);
  if (grade) address.set("grade", grade);
  if (gradeBefore) address.set("before", gradeBefore);
  if (pointsFrom !== null) address.set("points", String(pointsFrom));
  for (const status of statuses) address.append("status", status);
  if (decision) address.set("decision", decision);
  if (vintage) {
    address.set("half", vintage.half);
    address.set("age", String(vintage.months));
    if (vintage.late) address.set("late", String(vintage.late));
  }
  return `/portfolio/clients?${address}`;
}
