/** Which live figures are shown, kept in the address. */

import type { LiveBy } from "./live-queries";

export const LIVE_BY = ["month", "grade", "manager"] as const satisfies LiveBy[];
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export interface LiveShown {
  month: string | null;
  by: LiveBy;
}

/** Reads an address; what makes no sense in it is as if it was not there. */
export function readLive(address: URLSearchParams): LiveShown {
  const month = address.get("month");
  return {
    month: month !== null && MONTH.test(month) ? month : null,
    by: LIVE_BY.find((one) => one === address.get("by")) ?? "month",
  };
}

/** Returns the address of what is shown; what is as usual is left out. */
export function writeLive({ month, by }: LiveShown): URLSearchParams {
  return new URLSearchParams({ ...(month && { month }), ...(by !== "month" && { by }) });
}
