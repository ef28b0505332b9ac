/** What the wanted credit costs, and how much of the income goes into it. */

import { monthlyPayment } from "../clients/credit";

/** Shares of the income from which on a payment is looked at, and is too much. */
export const HEAVY_SHARE = 0.5;
export const TOO_HEAVY_SHARE = 0.8;

export interface Wanted {
  amount: number;
  months: number;
  /** In percent a year. */
  rate: number;
}

export interface Burden {
  payment: number;
  /** What is paid back beyond the amount. */
  overpayment: number;
  /** Of the monthly income; null where nothing is known of it, or nothing is earned. */
  share: number | null;
  /** The largest amount at which the payment stays below half of the income. */
  affordable: number | null;
}

/**
 * Returns what a credit costs; null where it cannot be told yet.
 *
 * @param yearlyIncome in roubles a year, as the questionnaire asks for it
 */
export function burdenOf(wanted: Wanted, yearlyIncome: number): Burden | null {
  const { amount, months, rate } = wanted;
  if (!(amount > 0) || !(months >= 1) || !(rate >= 0)) return null;
  const payment = monthlyPayment(amount, rate, months);
  const income = yearlyIncome / 12;
  const isKnown = income > 0;
  return {
    payment,
    overpayment: payment * months - amount,
    share: isKnown ? payment / income : null,
    affordable: isKnown
      ? Math.floor((income * HEAVY_SHARE) / monthlyPayment(1, rate, months) / 1000) * 1000
      : null,
  };
}

export type Zone = "good" | "poor" | "bad";

export function zoneOf(share: number): Zone {
  if (share > TOO_HEAVY_SHARE) return "bad";
  return share > HEAVY_SHARE ? "poor" : "good";
}
