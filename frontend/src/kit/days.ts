/** Dates and the days counted backwards that the questionnaire holds. */

const DAY_MILLISECONDS = 86_400_000;
const DAYS_PER_YEAR = 365.25;

/** Returns midnight UTC of a local day, so that days can be counted without time zones. */
export function utcDay(moment: Date): Date {
  return new Date(Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()));
}

export function toIsoDate(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** Returns the date (YYYY-MM-DD) that lies `days` (negative: before) from today. */
export function dateOfDays(days: number, today: Date): string {
  return toIsoDate(new Date(utcDay(today).getTime() + days * DAY_MILLISECONDS));
}

/** Returns the days from today to a date (YYYY-MM-DD): negative for the past; null for no date. */
export function daysOfDate(date: string, today: Date): number | null {
  const day = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(day)) return null;
  return Math.round((day - utcDay(today).getTime()) / DAY_MILLISECONDS);
}

/** Returns whole years behind days that are counted backwards. */
export function wholeYears(days: number): number {
  return Math.floor(-days / DAYS_PER_YEAR);
}

/** Returns the month (UTC, first day) that lies `months` from the one of a date. */
export function addMonths(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}
