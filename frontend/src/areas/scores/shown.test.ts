import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, test, vi } from "vitest";
import { startTranslations } from "../../kit/translations";
import { en } from "./en";
import { Gauge } from "./gauge";
import type { Policy, Reason, Score } from "./queries";
import { Reasons } from "./reasons";
import { SCALE } from "./scale.fixture";
import { UnknownPanel } from "./unknown";

const REASON: Reason = {
  code: "LATE_OFTEN",
  direction: "raises_risk",
  contribution: 0.4,
  actionable: false,
  text_ru: "",
  text_en: "",
};
const RULE: Reason = { ...REASON, code: "SILENT", contribution: null };
const SCORE = { proba: 0.0031, points: 585, grade: "B", rating: 1, reasons: [REASON] };
const NAMED = SCALE.map((one) => ({ ...one, text_en: `Called ${one.grade}` }));
const POLICY = {
  version: "2026-11-28-4d1e77c0",
  approve_below: 0.039095,
  approve_from_points: 400,
  decline_from: 0.139963,
  decline_below_points: 300,
} as Policy;

beforeAll(async () => {
  vi.stubGlobal("document", { documentElement: { lang: "" } });
  vi.stubGlobal("navigator", { languages: ["en"] });
  await startTranslations({ en: { translation: en } });
  vi.unstubAllGlobals();
  vi.stubGlobal("navigator", { languages: ["en"] });
});

function drawn(changed: Partial<Score> = {}, policy?: Policy): string {
  const score = { ...SCORE, ...changed } as Score;
  const gauge = createElement(Gauge, { score, scale: NAMED, policy, updating: false });
  return renderToStaticMarkup(createElement(MantineProvider, null, gauge));
}

function panel(borrower: boolean): string {
  const score = { proba: 0.0213, points: null, grade: "unknown" } as Score;
  const element = createElement(UnknownPanel, { score, borrower, updating: false });
  return renderToStaticMarkup(createElement(MantineProvider, null, element));
}

const words = (markup: string) =>
  markup.replace(/<style.*?<\/style>/gs, "").replace(/<[^>]*>/g, " ");

test("points are the main figure, with the probability and its horizon", () => {
  const text = words(drawn());
  expect(text).toContain("585");
  expect(text).toContain("90+ days past due) within 12 months: 0.31%");
  expect(text).not.toContain("1.00");
});

test("edges and cut-offs are for whoever is told the policy", () => {
  const [staff, borrower] = [drawn({}, POLICY), drawn()].map(words);
  for (const { points_from } of SCALE.slice(0, -1)) {
    expect(staff).toContain(` ${points_from} `);
    expect(borrower).not.toContain(` ${points_from} `);
  }
  expect(staff).toContain("Approval from 400 points, decline below 300.");
  expect(borrower).not.toContain("Approval");
});

test("a grade is not praised where a rule had its say", () => {
  expect(words(drawn())).toContain("Called B");
  expect(words(drawn({ reasons: [RULE, REASON] }))).not.toContain("Called B");
});

test("of whom there is not enough to tell staff read the average, and borrowers no number", () => {
  expect(words(panel(false))).toContain("2.1%");
  expect(words(panel(true))).not.toMatch(/\d/);
  expect(words(panel(true))).toContain("A bank employee will decide.");
});

test("without points of one's own no gauge is drawn", () => {
  expect(drawn({ points: null, grade: "unknown" })).not.toContain("<svg");
});

function why(reasons: Reason[]): string {
  const element = createElement(Reasons, { reasons, borrower: true });
  return renderToStaticMarkup(createElement(MantineProvider, null, element));
}

test("a rule's reason comes first and is not said to lower a rating", () => {
  const text = words(why([REASON, { ...RULE, text_en: "No recent month" }]));
  expect(text.indexOf("No recent month")).toBeGreaterThan(0);
  expect(text.indexOf("No recent month")).toBeLessThan(text.indexOf("What lowers your rating"));
});

test("without a model's word nothing is said to lower or raise a rating", () => {
  const text = words(why([{ ...RULE, code: "NOT_ENOUGH_TO_TELL", text_en: "No payments yet" }]));
  expect(text).toContain("No payments yet");
  expect(text).not.toMatch(/lowers|raises|No significant factors/);
});
