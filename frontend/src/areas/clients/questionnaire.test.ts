import { describe, expect, test } from "vitest";
import { CLIENT } from "./client.fixture";
import { en } from "./en";
import { ANSWERS, findFaults, type FormValues, question, toForm, toPatch } from "./questionnaire";

const form = (changes: Partial<FormValues> = {}): FormValues => ({
  ...toForm(CLIENT),
  ...changes,
});
const patch = (changes: Partial<FormValues>) => toPatch(form(changes), form());

describe("form", () => {
  test("an untouched form changes nothing and has no faults", () => {
    expect(patch({})).toEqual({});
    expect(findFaults(form(), CLIENT.as_of)).toEqual({});
  });

  test("only what changed is sent, in the units of the API", () => {
    expect(
      patch({
        amt_income_total: "180000,50",
        cnt_children: "2",
        flag_phone: "0",
        born_on: "1990-05-17",
        employed_since: "",
        occupation_type: "Drivers",
      }),
    ).toEqual({
      amt_income_total: "180000.50",
      cnt_children: 2,
      flag_phone: 0,
      born_on: "1990-05-17",
      employed_since: null,
      occupation_type: "Drivers",
    });
    expect(patch({ occupation_type: "" })).toEqual({});
  });

  test("somebody not employed has an empty date", () => {
    expect(toForm({ ...CLIENT, employed_since: null }).employed_since).toBe("");
  });

  test.each<[keyof FormValues, string, string]>([
    ["cnt_children", "21", "outOfRange"],
    ["cnt_children", "1.5", "notWhole"],
    ["cnt_children", "two", "notANumber"],
    ["cnt_children", "", "required"],
    ["amt_income_total", "-1", "outOfRange"],
    ["born_on", "2008-11-25", "age"],
    ["born_on", "1905-11-24", "age"],
    ["born_on", "2030-01-01", "notADate"],
    ["born_on", "1990-02-30", "notADate"],
    ["born_on", "", "required"],
    ["employed_since", "2026-11-25", "notADate"],
    ["employed_since", "1925-11-24", "tooLongAgo"],
    ["employed_since", "2005-04-19", "beforeWork"],
  ])("%s = %o is a fault: %s", (name, text, fault) => {
    expect(findFaults(form({ [name]: text }), CLIENT.as_of)[name]?.key).toBe(fault);
  });

  test.each<Partial<FormValues>>([
    { born_on: "2008-11-24" }, // 18 today
    { born_on: "1906-11-24" }, // 120 today
    { born_on: "1905-11-25" }, // 121 tomorrow
    { employed_since: "2026-11-24" },
    { employed_since: "2005-04-20" }, // on the 14th birthday
    { employed_since: "" },
  ])("%o is right on its very day", (changes) => {
    const unemployed = "born_on" in changes ? { employed_since: "" } : {};
    expect(findFaults(form({ ...unemployed, ...changes }), CLIENT.as_of)).toEqual({});
  });
});

test("every question and every answer has words", () => {
  for (const name of ANSWERS) {
    expect(en.answers).toHaveProperty(name);
    for (const value of question(name).values) expect(Object.keys(en.values)).toContain(value);
  }
});
