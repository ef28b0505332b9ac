import { expect, test } from "vitest";
import { ANSWERS } from "../clients/questionnaire";
import { GROUPS, PERSON, readStep, stepOf, WANTED } from "./steps";

test("every question is asked once, and contacts answer for themselves", () => {
  const asked = [...PERSON, ...WANTED, ...Object.values(GROUPS).flat()];
  expect(new Set(asked).size).toBe(asked.length);
  const unasked = ANSWERS.filter((name) => !asked.includes(name));
  expect(unasked).toEqual(["flag_phone", "flag_email"]);
});

test.each([
  ["phone", "person"],
  ["born_on", "person"],
  ["employed", "questionnaire"],
  ["cnt_children", "questionnaire"],
  ["purpose", "wanted"],
] as const)("%s is asked in the step %s", (field, step) => {
  expect(stepOf(field)).toBe(step);
});

test("an address without a known step is that of the first", () => {
  expect(readStep(new URLSearchParams("step=check"))).toBe("check");
  expect(readStep(new URLSearchParams("step=last"))).toBe("person");
});
