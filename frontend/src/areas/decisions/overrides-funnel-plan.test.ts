import { expect, test } from "vitest";
import { PLAN, planFunnel } from "./overrides-funnel-plan";
import type { Funnel } from "./overrides-queries";

const limit = (decided: number, reach: number) => ({
  decided,
  low_95: Math.max(0, 0.05 - reach / 2),
  high_95: 0.05 + reach / 2,
  low_998: Math.max(0, 0.05 - reach),
  high_998: Math.min(1, 0.05 + reach),
});
const point = (overrides: number, decided: number) => ({
  actor_id: 1,
  actor_name: "А",
  is_own: false,
  overrides,
  decided,
  standing: "within" as const,
});
const FUNNEL: Funnel = {
  share: 0.05,
  points: [point(6, 120), point(30, 60)],
  limits: [limit(1, 0.95), limit(20, 0.2), limit(120, 0.08)],
};

test("everything stands within the drawing, the more the further right and up", () => {
  const { x, y, path } = planFunnel(FUNNEL);
  expect([x(0), x(120)]).toEqual([PLAN.left, PLAN.width - PLAN.right]);
  expect(y(0)).toBe(PLAN.height - PLAN.bottom);
  expect(y(0.5)).toBeGreaterThan(PLAN.top);
  expect(y(0.5)).toBeLessThan(y(0.05));
  expect(y(0.99)).toBe(PLAN.top); // a line leaves the drawing at its edge
  expect(path("high_95")).toMatch(/^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){2}$/);
});

test("ticks are round numbers, and few", () => {
  const { across, upwards } = planFunnel(FUNNEL);
  expect(across).toEqual([0, 50, 100]);
  expect(upwards.map((one) => Math.round(one * 100))).toEqual([0, 20, 40]);
  for (const most of [1, 7, 20, 99, 1_234, 50_000]) {
    const { across: ticks } = planFunnel({ ...FUNNEL, limits: [limit(most, 0.1)] });
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});

test("of nobody nothing is drawn that is not there", () => {
  const { path, across } = planFunnel({ share: null, points: [], limits: [] });
  expect(path("low_95")).toBe("");
  expect(across).toEqual([0, 1]);
});
