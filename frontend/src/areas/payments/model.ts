/** What the pages of payments compute: shares, addresses, and what somebody may do with a month. */

import type { Coverage, MonthDetail } from "./queries";

export const KINDS = ["missing", "unexpected", "restated"] as const;
export type Kind = (typeof KINDS)[number];

/** Returns the first day that an address's month (2026-10) names; null where it names none. */
export function firstDay(month: string | null | undefined): string | null {
  return month && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(month) ? `${month}-01` : null;
}

/** Returns a first day as the address and the API name its month. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/**
 * Returns the percentage on record, rounded down: 100 only where nothing is missing. Null until the
 * month was counted, and 100 where nothing was expected.
 */
export function sharePercent({ expected, present }: Coverage): number | null {
  if (expected === null || present === null) return null;
  return expected === 0 ? 100 : Math.floor((present / expected) * 10_000) / 100;
}

/** Returns which of the lists an address names; the missing where it names none. */
export function readKind(wanted: string | null): Kind {
  return KINDS.find((kind) => kind === wanted) ?? "missing";
}

export type Deed = "close" | "confirm" | "reopen";

/** Returns what somebody may do with a month: who signed it neither confirms nor reopens it. */
export function deedsOf(
  { coverage, closings, hindrance }: MonthDetail,
  { id, role }: { id: number; role: string },
): Deed[] {
  if (role !== "analyst" && role !== "admin") return [];
  if (coverage.closing === "open") return hindrance === null ? ["close"] : [];
  if (closings[0]?.signed_by === id) return [];
  if (coverage.closing === "closed") return ["reopen"];
  return coverage.state === "counted" ? ["confirm", "reopen"] : ["reopen"];
}
