import { describe, expect, test } from "vitest";
import { addMonths } from "../../kit/dates";
import { monthlyPayment, openFirst, overdueInDefault, schedule, yearsOf } from "./credit";
import type { Credit, PaymentMonth, PaymentStatus } from "./queries";

function credit(values: Partial<Credit> = {}): Credit {
  return {
    id: 1,
    external_id: null,
    client_id: 1,
    amount_total: "900000.00",
    annual_rate: "16.00",
    issued_on: "2025-12-31",
    term_months: 60,
    closed_on: null,
    in_default: false,
    amount_overdue: null,
    payment_history: [],
    unreadable_months: [],
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
      .map((payment) => payment.due);
    expect(dates).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
  });
});

const months = (newest: string, statuses: PaymentStatus[]): PaymentMonth[] =>
  statuses.map((status, months_ago) => ({
    month: addMonths(newest, -months_ago),
    months_ago,
    status,
  }));

describe("history", () => {
  test("is shown a row a year, newest first, gaps empty", () => {
    const rows = yearsOf(months("2026-02-01", ["0", "C", "X"]));
    expect(rows.map(({ year }) => year)).toEqual([2026, 2025]);
    expect(rows[0]?.months.map((month) => month?.status ?? "-").join("")).toBe("C0----------");
    expect(rows[1]?.months.at(-1)?.status).toBe("X");
  });

  test("stands at its months, whenever the credit was issued", () => {
    const [row] = yearsOf(months("2026-03-01", ["1"]));
    expect(row?.months.findIndex((month) => month !== null)).toBe(2);
  });
});

test("closed credits stand after open ones, else in their order", () => {
  const closed = credit({ id: 1, closed_on: "2026-10-01" });
  const credits = [closed, credit({ id: 2, in_default: true }), credit({ id: 3 })];
  expect(openFirst(credits).map(({ id }) => id)).toEqual([2, 3, 1]);
});

describe("the sum overdue", () => {
  const inDefault = (amount_overdue: string | null) => credit({ in_default: true, amount_overdue });

  test("is that of the credits in default, to the kopeck", () => {
    const late = credit({ amount_overdue: "5.00" });
    const overdue = overdueInDefault([inDefault("43772.10"), inDefault("0.20"), late]);
    expect(overdue).toEqual({ sum: 43772.3, complete: true });
  });

  test("is not on record, or only in part", () => {
    expect(overdueInDefault([inDefault(null)])).toEqual({ sum: null, complete: false });
    expect(overdueInDefault([inDefault(null), inDefault("10.00")])).toEqual({
      sum: 10,
      complete: false,
    });
  });

  test("is not asked for where nothing is in default", () => {
    expect(overdueInDefault([credit({ amount_overdue: "5.00" })])).toBeNull();
  });
});
