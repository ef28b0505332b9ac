import { describe, expect, test } from "vitest";
import { toIsoDate } from "../../kit/days";
import {
  isPaidOff,
  monthlyPayment,
  monthsOf,
  type PaymentStatus,
  schedule,
  yearsOf,
} from "./credit";
import type { Credit } from "./queries";

function credit(values: Partial<Credit> = {}, statuses: PaymentStatus[] = ["0", "C", "X"]): Credit {
  return {
    id: 1,
    client_id: 1,
    amount_total: "900000.00",
    annual_rate: "16.00",
    issued_at: "2025-12-31",
    term_months: 60,
    payment_history: statuses.map((status, months_ago) => ({ status, months_ago })),
    ...values,
  };
}

describe("schedule", () => {
  test("the payment is the annuity that every bank computes", () => {
    expect(monthlyPayment(900_000, 16, 60)).toBeCloseTo(21_886.25, 2);
    expect(monthlyPayment(1_200, 0, 12)).toBe(100);
  });

  test("the parts add up, and at the end nothing is left", () => {
    const payments = schedule(credit());
    expect(payments).toHaveLength(60);
    expect(payments.at(-1)?.left).toBe(0);
    const principal = payments.reduce((sum, payment) => sum + payment.principal, 0);
    expect(principal).toBeCloseTo(900_000, 2);
    for (const { amount, interest, principal: part } of payments) {
      expect(amount).toBeCloseTo(interest + part, 6);
    }
  });

  test("a month that is too short pays on its last day", () => {
    const dates = schedule(credit())
      .slice(0, 4)
      .map((payment) => toIsoDate(payment.due));
    expect(dates).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
  });
});

describe("history", () => {
  test("begins in the month of the issue and runs to the newest", () => {
    const months = monthsOf(credit());
    expect(months.map(({ month }) => toIsoDate(month))).toEqual([
      "2025-12-01",
      "2026-01-01",
      "2026-02-01",
    ]);
    expect(months.map(({ status }) => status)).toEqual(["X", "C", "0"]);
  });

  test("is paid off when its newest month says so", () => {
    expect(isPaidOff(credit({}, ["C", "0"]))).toBe(true);
    expect(isPaidOff(credit({}, ["0", "C"]))).toBe(false);
    expect(isPaidOff(credit({}, []))).toBe(false);
  });

  test("is shown a row a year, newest first, gaps empty", () => {
    const rows = yearsOf(monthsOf(credit()));
    expect(rows.map(({ year }) => year)).toEqual([2026, 2025]);
    expect(rows[0]?.months.map((month) => month?.status ?? "-").join("")).toBe("C0----------");
    expect(rows[1]?.months.at(-1)?.status).toBe("X");
  });
});
