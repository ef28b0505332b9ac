/** How long a case has until it is due, or is late. */

const MINUTE = 60_000;

export interface TimeLeft {
  late: boolean;
  hours: number;
  minutes: number;
}

/** Returns the time between now and a moment, in whole minutes. */
export function timeLeft(due: string, now: number): TimeLeft {
  const minutes = Math.floor(Math.abs(Date.parse(due) - now) / MINUTE);
  return { late: Date.parse(due) < now, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** Returns seconds as minutes, the last one begun. */
export function toMinutes(seconds: number): number {
  return Math.ceil(seconds / 60);
}
