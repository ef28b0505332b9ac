/** The server's clock: moments of the service are compared with it, and not with the reader's. */

let aheadMilliseconds = 0;

/** Takes the time from an answer's `Date` header; without one the clocks count as equal. */
export function noteServersClock(date: string | null): void {
  const told = Date.parse(date ?? "");
  if (!Number.isNaN(told)) aheadMilliseconds = told - Date.now();
}

/** Returns what the server's clock shows when this one's shows `moment`, in milliseconds. */
export function onServersClock(moment: number): number {
  return moment + aheadMilliseconds;
}
