import { expect, test } from "vitest";
import { burdenOf, zoneOf } from "./burden";

const WANTED = { amount: 300_000, months: 24, rate: 24 };

test("a payment is compared with what is earned in a month, not in a year", () => {
  const burden = burdenOf(WANTED, 600_000);
  expect(burden?.payment).toBeCloseTo(15_861.33, 1);
  expect(burden?.share).toBeCloseTo(15_861.33 / 50_000, 4);
  expect(burden?.overpayment).toBeCloseTo(15_861.33 * 24 - 300_000, 0);
});

test("without interest nothing is overpaid", () => {
  const burden = burdenOf({ ...WANTED, rate: 0 }, 600_000);
  expect(burden).toMatchObject({ payment: 12_500, overpayment: 0, affordable: 600_000 });
});

test("the affordable amount takes half of the income, in whole thousands below it", () => {
  const affordable = burdenOf(WANTED, 600_000)?.affordable ?? 0;
  expect(affordable % 1000).toBe(0);
  expect(burdenOf({ ...WANTED, amount: affordable }, 600_000)?.share).toBeLessThanOrEqual(0.5);
  expect(burdenOf({ ...WANTED, amount: affordable + 1000 }, 600_000)?.share).toBeGreaterThan(0.5);
});

test.each([0, NaN])("with an income of %s there is a payment and no share", (income) => {
  expect(burdenOf(WANTED, income)).toMatchObject({ share: null, affordable: null });
});

test.each([
  { amount: NaN },
  { amount: 0 },
  { amount: -5 },
  { months: NaN },
  { months: 0 },
  { rate: NaN },
  { rate: -1 },
])("without %o nothing can be told", (part) => {
  expect(burdenOf({ ...WANTED, ...part }, 600_000)).toBeNull();
});

test.each([
  [0.1, "good"],
  [0.5, "good"],
  [0.51, "poor"],
  [0.8, "poor"],
  [0.81, "bad"],
  [3, "bad"],
])("a share of %s is %s", (share, zone) => {
  expect(zoneOf(share)).toBe(zone);
});
