/** What a credit looks like to the one who pays it: schedule, history by month, what is overdue. */

import { addMonths } from "../../kit/dates";
import type { Credit, PaymentMonth, PaymentStatus } from "./queries";

export const PAYMENT_STATUSES: PaymentStatus[] = ["X", "C", "0", "1", "2", "3", "4", "5"];

export interface Payment {
  number: number;
  due: string;
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
    return {
      number: index + 1,
      due: addMonths(credit.issued_on, index + 1),
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

/** Returns the credits that are still to be paid before those that are closed. */
export function openFirst(credits: Credit[]): Credit[] {
  const isOpen = (credit: Credit) => credit.closed_on === null;
  return [...credits.filter(isOpen), ...credits.filter((credit) => !isOpen(credit))];
}

export interface Overdue {
  /** In roubles; null where it is on record for none of the credits. */
  sum: number | null;
  /** Whether it is on record for each of them. */
  complete: boolean;
}

/** Returns the sum overdue of the credits in default; null where none is in default. */
export function overdueInDefault(credits: Credit[]): Overdue | null {
  const amounts = credits.filter((credit) => credit.in_default).map((one) => one.amount_overdue);
  const known = amounts.filter((amount) => amount !== null);
  if (amounts.length === 0) return null;
  return {
    sum: known.length > 0 ? toKopecks(known.reduce((sum, one) => sum + Number(one), 0)) : null,
    complete: known.length === amounts.length,
  };
}

export interface HistoryYear {
  year: number;
  months: (PaymentMonth | null)[];
}

/** Returns the history as rows of twelve months, newest year first; months without data are null. */
export function yearsOf(history: PaymentMonth[]): HistoryYear[] {
  const years = new Map<number, (PaymentMonth | null)[]>();
  for (const entry of history) {
    const [year, month] = entry.month.split("-").map(Number) as [number, number];
    const months = years.get(year) ?? Array<PaymentMonth | null>(12).fill(null);
    months[month - 1] = entry;
    years.set(year, months);
  }
  return [...years].map(([year, months]) => ({ year, months })).sort((a, b) => b.year - a.year);
}
