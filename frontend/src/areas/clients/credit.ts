/** What a credit looks like to the one who pays it: schedule and history by month. */

import { addMonths } from "../../kit/days";
import type { Credit } from "./queries";

export type PaymentStatus = Credit["payment_history"][number]["status"];

export const PAYMENT_STATUSES: PaymentStatus[] = ["X", "C", "0", "1", "2", "3", "4", "5"];

export interface Payment {
  number: number;
  due: Date;
  amount: number;
  interest: number;
  principal: number;
  left: number;
}

/** Returns the equal monthly payment (annuity) in roubles. */
export function monthlyPayment(amount: number, annualRatePercent: number, months: number): number {
  const rate = annualRatePercent / 1200;
  return rate === 0 ? amount / months : (amount * rate) / (1 - (1 + rate) ** -months);
}

/** Returns every payment of the credit, rounded to kopecks; the last one settles what is left. */
export function schedule(credit: Credit): Payment[] {
  const rate = Number(credit.annual_rate) / 1200;
  const regular = toKopecks(
    monthlyPayment(Number(credit.amount_total), Number(credit.annual_rate), credit.term_months),
  );
  let left = Number(credit.amount_total);
  return Array.from({ length: credit.term_months }, (_, index) => {
    const interest = toKopecks(left * rate);
    const last = index === credit.term_months - 1;
    const principal = last ? left : toKopecks(Math.min(regular - interest, left));
    left = toKopecks(left - principal);
    const due = sameDay(credit.issued_at, index + 1);
    return {
      number: index + 1,
      due,
      amount: toKopecks(interest + principal),
      interest,
      principal,
      left,
    };
  });
}

function toKopecks(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** Returns the same day some months later; the last day of a month that is too short. */
function sameDay(date: string, months: number): Date {
  const start = new Date(`${date}T00:00:00Z`);
  const month = addMonths(start, months);
  const days = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
  month.setUTCDate(Math.min(start.getUTCDate(), days));
  return month;
}

export interface HistoryMonth {
  month: Date;
  status: PaymentStatus;
}

/** Returns the payment history, oldest first; its oldest month is the one of the issue. */
export function monthsOf(credit: Credit): HistoryMonth[] {
  const oldest = Math.max(0, ...credit.payment_history.map((entry) => entry.months_ago));
  const issued = new Date(`${credit.issued_at}T00:00:00Z`);
  return credit.payment_history
    .map((entry) => ({ month: addMonths(issued, oldest - entry.months_ago), status: entry.status }))
    .sort((one, other) => one.month.getTime() - other.month.getTime());
}

/** Whether the newest month says that nothing is owed any more. */
export function isPaidOff(credit: Credit): boolean {
  return monthsOf(credit).at(-1)?.status === "C";
}

export interface HistoryYear {
  year: number;
  months: (HistoryMonth | null)[];
}

/** Returns the history as rows of twelve months, newest year first; months without data are null. */
export function yearsOf(history: HistoryMonth[]): HistoryYear[] {
  const years = new Map<number, (HistoryMonth | null)[]>();
  for (const entry of history) {
    const year = entry.month.getUTCFullYear();
    const months = years.get(year) ?? Array<HistoryMonth | null>(12).fill(null);
    months[entry.month.getUTCMonth()] = entry;
    years.set(year, months);
  }
  return [...years].map(([year, months]) => ({ year, months })).sort((a, b) => b.year - a.year);
}
