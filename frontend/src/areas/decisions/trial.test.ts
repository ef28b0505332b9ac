import { expect, test } from "vitest";
import { createNumberReader } from "../../kit/numbers";
import type { Application } from "./queries";
import {
  changedFields,
  ignoredFields,
  knownTrial,
  requestOf,
  takeBack,
  type Trial,
  trialFaults,
} from "./trial";

const read = createNumberReader("ru");
const TODAY = "2026-11-28";
const application = {
  answers: { amt_income_total: "600000.00", cnt_children: 1, name_income_type: "Working" },
} as Application;
const KNOWN = knownTrial(application, { amount: "300000", months: "24", rate: "21" });
const tried = (part: Partial<Trial>): Trial => ({ ...KNOWN, ...part });

test("what is written otherwise and means the same is no change", () => {
  const same = tried({
    terms: { amount: "300 000,00", months: "24", rate: "21,0" },
    answers: { ...KNOWN.answers, amt_income_total: "600 000" },
  });
  expect(changedFields(same, KNOWN, read)).toEqual([]);
});

test("only what is changed is sent", () => {
  const trial = tried({
    terms: { amount: "250 000", months: "24", rate: "21" },
    scenario: "on_time_3",
    answers: { ...KNOWN.answers, cnt_children: "2" },
  });
  const changed = changedFields(trial, KNOWN, read);
  expect(changed).toEqual(["amount", "scenario", "cnt_children"]);
  expect(requestOf(trial, changed, read)).toEqual({
    wanted: { amount_rub: "250000" },
    answers: { cnt_children: 2 },
    scenario: { kind: "on_time", months: 3 },
  });
});

test("a field is taken back by itself", () => {
  const trial = tried({ terms: { ...KNOWN.terms, amount: "1" }, scenario: "late_1" });
  expect(takeBack(trial, KNOWN, "amount")).toEqual(tried({ scenario: "late_1" }));
  expect(takeBack(trial, KNOWN, "scenario")).toEqual(tried({ terms: trial.terms }));
  const answers = { ...KNOWN.answers, cnt_children: "9" };
  expect(takeBack(tried({ answers }), KNOWN, "cnt_children")).toEqual(KNOWN);
});

test("what the service refuses is not asked for", () => {
  const trial = tried({
    terms: { amount: "5", months: "1,5", rate: "" },
    answers: { ...KNOWN.answers, cnt_children: "many" },
  });
  const faults = trialFaults(trial, changedFields(trial, KNOWN, read), TODAY, read);
  expect(Object.fromEntries(Object.entries(faults).map(([name, { key }]) => [name, key]))).toEqual({
    amount: "outOfRange",
    months: "notWhole",
    rate: "required",
    cnt_children: "notANumber",
  });
});

test("what the model does not read is told by its field", () => {
  expect(ignoredFields(["answers.cnt_children", "scenario", "credits"])).toEqual([
    "cnt_children",
    "scenario",
  ]);
});
