import { expect, test } from "vitest";
import codes from "../../api/decision-codes.json";
import { RULES } from "./rules";
import { en } from "./words/en";

test("the page knows every rule of a policy, and has words for it", () => {
  expect([...RULES].sort()).toEqual(codes.rules);
  expect(Object.keys(en.ruleNames).sort()).toEqual(codes.rules);
});

test("the page has words for every reason of a score that is no rule's", () => {
  const rules = new Set(codes.rules);
  const reasons = codes.reasons.filter((code) => !rules.has(code));
  expect(Object.keys(en.reasonNames).sort()).toEqual(reasons);
});

test("the page has words for every reason of a person who declines", () => {
  expect(Object.keys(en.declineReasons)).toEqual(codes.declineReasons);
});
