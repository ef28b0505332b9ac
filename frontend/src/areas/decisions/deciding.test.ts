import { describe, expect, test } from "vitest";
import { createNumberReader } from "../../kit/numbers";
import type { Decision } from "../scores/queries";
import { bodyOf, type Choice, contradicts, type Draft, emptyDraft, missingOf } from "./deciding";

const read = createNumberReader("ru");
const WANTED = { amount: "300000", months: "24", rate: "21" };
const GROUNDS = { score_id: "s", policy_version: "p", answers_sha256: "h" };
const draft = (part: Partial<Draft>): Draft => ({ ...emptyDraft(WANTED), ...part });

test.each<[Choice | null, Decision, boolean]>([
  ["approve", "approve", false],
  ["counteroffer", "approve", false],
  ["decline", "approve", true],
  ["approve", "decline", true],
  ["counteroffer", "decline", true],
  ["decline", "decline", false],
  ["approve", "review", false],
  ["decline", "review", false],
  ["return", "approve", false],
  ["return", "decline", false],
  [null, "decline", false],
])("to choose %s where %s is recommended contradicts it: %s", (choice, recommended, expected) => {
  expect(contradicts(choice, recommended)).toBe(expected);
});

describe("what is missing", () => {
  test.each<[string, Partial<Draft>, Decision, string[]]>([
    ["a choice", {}, "review", ["outcome"]],
    ["nothing of an approval", { choice: "approve" }, "review", []],
    ["other terms", { choice: "counteroffer" }, "review", ["terms"]],
    [
      "also however they are written",
      { choice: "counteroffer", amount: "300 000,00" },
      "review",
      ["terms"],
    ],
    ["a number", { choice: "counteroffer", amount: "many" }, "review", ["amount"]],
    ["whole months", { choice: "counteroffer", months: "1,5" }, "review", ["months"]],
    ["nothing of other terms", { choice: "counteroffer", amount: "250 000" }, "review", []],
    ["what to ask for", { choice: "return", ask: " " }, "review", ["ask"]],
    ["a reason to tell", { choice: "decline" }, "review", ["declineReasons"]],
    ["an explanation", { choice: "approve" }, "decline", ["overrideReason", "rationale"]],
    [
      "a longer explanation",
      { choice: "approve", overrideReason: "other", rationale: `${"x".repeat(29)} ` },
      "decline",
      ["rationale"],
    ],
    [
      "nothing once explained",
      { choice: "approve", overrideReason: "other", rationale: "x".repeat(30) },
      "decline",
      [],
    ],
  ])("%s", (_, part, recommendation, expected) => {
    expect(missingOf(draft(part), WANTED, recommendation, read)).toEqual(expected);
  });
});

describe("what is sent", () => {
  const typed = draft({
    amount: "250 000",
    reasons: ["INCOME_NOT_CONFIRMED"],
    overrideReason: "collateral",
    rationale: "A flat worth three times as much is pledged.",
  });

  test("has the terms of a counteroffer as numbers", () => {
    expect(bodyOf({ ...typed, choice: "counteroffer" }, "review", GROUNDS, read)).toEqual({
      ...GROUNDS,
      outcome: "counteroffer",
      decline_reasons: [],
      terms: { amount_rub: "250000", term_months: 24, annual_rate: "21" },
    });
  });

  test("explains exactly what contradicts", () => {
    expect(bodyOf({ ...typed, choice: "approve" }, "approve", GROUNDS, read)).toEqual({
      ...GROUNDS,
      outcome: "approve",
      decline_reasons: [],
    });
    expect(bodyOf({ ...typed, choice: "approve" }, "decline", GROUNDS, read)).toEqual({
      ...GROUNDS,
      outcome: "approve",
      decline_reasons: [],
      override_reason: "collateral",
      rationale: typed.rationale,
    });
  });

  test("tells reasons of a decline only", () => {
    expect(bodyOf({ ...typed, choice: "decline" }, "decline", GROUNDS, read)).toEqual({
      ...GROUNDS,
      outcome: "decline",
      decline_reasons: ["INCOME_NOT_CONFIRMED"],
    });
  });

  test("is nothing where the applicant is asked", () => {
    expect(bodyOf({ ...typed, choice: "return" }, "decline", GROUNDS, read)).toBeNull();
  });
});
