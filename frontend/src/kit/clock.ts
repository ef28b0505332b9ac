/** The service's clock and its day: moments and days are judged by these, and not by the reader's. */

let aheadMilliseconds = 0;
let bankDate: string | null = null;

/** Takes time and day from the headers of an answer; without them the reader's count. */
export function noteServersClock(headers: Headers): void {
  const told = Date.parse(headers.get("Date") ?? "");
  if (!Number.isNaN(told)) aheadMilliseconds = told - Date.now();
  bankDate = headers.get("Bank-Date") ?? bankDate;
}

/** Returns what the server's clock shows when this one's shows `moment`, in milliseconds. */
export function onServersClock(moment: number): number {
  return moment + aheadMilliseconds;
}

/** Returns the bank's day, as of the newest answer; as long as there is none, the reader's. */
export function today(): string {
  if (bankDate) return bankDate;
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}
