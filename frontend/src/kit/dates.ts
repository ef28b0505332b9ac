/** Calendar days as YYYY-MM-DD: the same for every reader, and in the order of their texts. */

function toIso(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar. */
export function isDate(text: string): boolean {
  // A day that its month has not is read as one of the next month, or not at all
  const moment = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !isNaN(+moment) && toIso(moment) === text;
}

/** Returns the anniversaries between two days, as the service counts them. */
export function wholeYears(since: string, asOf: string): number {
  const isBeforeAnniversary = asOf.slice(5) < since.slice(5);
  return Number(asOf.slice(0, 4)) - Number(since.slice(0, 4)) - Number(isBeforeAnniversary);
}

export function addDays(date: string, days: number): string {
  const moment = new Date(date);
  moment.setUTCDate(moment.getUTCDate() + days);
  return toIso(moment);
}

/** Returns the same day some months later; the last day of a month that is too short. */
export function addMonths(date: string, months: number): string {
  const start = new Date(date);
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return toIso(new Date(Date.UTC(year, month, Math.min(start.getUTCDate(), lastDay))));
}
