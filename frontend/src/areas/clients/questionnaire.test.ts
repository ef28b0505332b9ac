import { describe, expect, test } from "vitest";
import { en } from "./en";
import type { Client } from "./queries";
import {
  ANSWERS,
  changedSince,
  findFaults,
  type FormValues,
  NOT_EMPLOYED_DAYS,
  question,
  toForm,
  toPatch,
} from "./questionnaire";

const TODAY = new Date(2026, 10, 24);
const CLIENT: Client = {
  id: 17,
  user_id: 54,
  manager_id: 3,
  first_name: "Анна",
  last_name: "Иванова",
  updated_at: "2026-11-23T09:00:00Z",
  code_gender: "F",
  flag_own_car: "N",
  flag_own_realty: "Y",
  cnt_children: 1,
  amt_income_total: "157500.00",
  name_income_type: "Working",
  name_education_type: "Higher education",
  name_family_status: "Married",
  name_housing_type: "House / apartment",
  days_birth: -13_000,
  days_employed: -2_500,
  flag_work_phone: 0,
  flag_phone: 1,
  flag_email: 0,
  occupation_type: null,
  cnt_fam_members: 3,
  age_group: "35-45",
  days_employed_bin: "5-10 year",
};

const form = (changes: Partial<FormValues> = {}): FormValues => ({
  ...toForm(CLIENT, TODAY),
  ...changes,
});
const patch = (changes: Partial<FormValues>) => toPatch(form(changes), form(), TODAY);

describe("form", () => {
  test("an untouched form changes nothing and has no faults", () => {
    expect(patch({})).toEqual({});
    expect(findFaults(form(), TODAY)).toEqual({});
  });

  test("only what changed is sent, in the units of the API", () => {
    expect(
      patch({
        amt_income_total: "180000,50",
        cnt_children: "2",
        flag_phone: "0",
        days_birth: "1990-05-17",
        days_employed: "",
        occupation_type: "Drivers",
      }),
    ).toEqual({
      amt_income_total: "180000.50",
      cnt_children: 2,
      flag_phone: 0,
      days_birth: -13_340,
      days_employed: NOT_EMPLOYED_DAYS,
      occupation_type: "Drivers",
    });
    expect(patch({ occupation_type: "" })).toEqual({});
  });

  test("somebody not employed has an empty date", () => {
    expect(toForm({ ...CLIENT, days_employed: NOT_EMPLOYED_DAYS }, TODAY).days_employed).toBe("");
  });

  test.each<[keyof FormValues, string, string]>([
    ["cnt_children", "21", "outOfRange"],
    ["cnt_children", "1.5", "notWhole"],
    ["cnt_children", "two", "notANumber"],
    ["cnt_children", "", "required"],
    ["amt_income_total", "-1", "outOfRange"],
    ["days_birth", "2015-01-01", "age"],
    ["days_birth", "", "required"],
    ["days_employed", "2030-01-01", "notADate"],
    ["days_employed", "1995-01-01", "beforeWork"],
  ])("%s = %o is a fault: %s", (name, text, fault) => {
    expect(findFaults(form({ [name]: text }), TODAY)[name]?.key).toBe(fault);
  });
});

describe("what changed since a score", () => {
  const features = { ...CLIENT, amt_income_total: 157500, occupation_type: "Unknown" } as never;

  test("is nothing where only the form of a value differs", () => {
    expect(changedSince(CLIENT, features)).toEqual({});
  });

  test("is named with what it was", () => {
    const changed = changedSince(
      { ...CLIENT, cnt_children: 2, occupation_type: "Drivers" },
      features,
    );
    expect(changed).toEqual({ cnt_children: 1, occupation_type: "Unknown" });
  });

  test("is unknown without a score", () => {
    expect(changedSince(CLIENT, null)).toEqual({});
  });
});

test("every question and every answer has words", () => {
  for (const name of ANSWERS) {
    expect(en.answers).toHaveProperty(name);
    for (const value of question(name).values) expect(Object.keys(en.values)).toContain(value);
  }
});
