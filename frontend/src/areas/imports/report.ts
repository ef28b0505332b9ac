/** What the check found, in the figures that the page shows. */

import type { ControlTotal, FaultCount, Limits, Report } from "./model";

export type Verdict = "clean" | "warned" | "partly" | "none";

/** Returns what the whole report comes to. */
export function verdictOf({ ready, with_errors, with_warnings }: Report): Verdict {
  if (ready === 0) return "none";
  if (with_errors > 0) return "partly";
  return with_warnings > 0 ? "warned" : "clean";
}

const OF_DUPLICATES: readonly string[] = [
  "repeated_row",
  "conflicting_rows",
  "same_document",
  "person_known",
  "person_twice",
];

/** Returns the rows that are there more than once: in the file, or in the file and in the database. */
export function duplicatesIn({ faults }: Report): number {
  return faults
    .filter(({ code }) => OF_DUPLICATES.includes(code))
    .reduce((sum, { count }) => sum + count, 0);
}

/** Returns errors before warnings, and the more frequent first. */
export function inOrder(faults: readonly FaultCount[]): FaultCount[] {
  return [...faults].sort(
    (one, other) => Number(other.is_error) - Number(one.is_error) || other.count - one.count,
  );
}

/** Returns the rows of one code, in all columns. */
export function countOf({ faults }: Report, code: string): number {
  return faults.filter((fault) => fault.code === code).reduce((sum, { count }) => sum + count, 0);
}

/** Returns by how much a total of the file differs from what it should be; null where it does not. */
export function differenceOf({ found, declared, in_file }: ControlTotal): number | null {
  const expected = declared ?? in_file;
  if (expected === null) return null;
  // In hundredths, for sums of money are no binary fractions
  const difference = Math.round(Number(found) * 100) - Math.round(Number(expected) * 100);
  return difference === 0 ? null : difference / 100;
}

/** What a text on a whole file can name. */
export type Place = "atRow" | "atColumn" | "atMost" | null;

export function placeOf(limits: Limits): Place {
  if ("row" in limits) return "atRow";
  if ("column" in limits && "type" in limits) return "atColumn";
  return "most" in limits ? "atMost" : null;
}

/** What a text on a fault can name of its place, by what the service tells of it. */
export type Detail = "usual" | "bounds" | "longest" | "other" | "cells" | null;

export function detailOf(limits: Limits): Detail {
  if ("usual" in limits) return "usual";
  if ("least" in limits && "most" in limits) return "bounds";
  if ("most" in limits) return "longest";
  if ("other" in limits) return "other";
  return "found" in limits && "expected" in limits ? "cells" : null;
}
