import { describe, expect, test } from "vitest";
import { CLIENT } from "./client.fixture";
import { en } from "./en";
import { createNumberReader } from "../../kit/numbers";
import { findDoubts, findFaults } from "./faults";
import { ANSWERS, type FormValues, question, toForm, toPatch } from "./questionnaire";

const READ = { en: createNumberReader("en"), ru: createNumberReader("ru") };

const form = (changes: Partial<FormValues> = {}): FormValues => ({
  ...toForm(CLIENT),
  ...changes,
});
const patch = (changes: Partial<FormValues>, language: "en" | "ru" = "en") =>
  toPatch(form(changes), CLIENT, READ[language]);
const faults = (changes: Partial<FormValues>, language: "en" | "ru" = "en") =>
  findFaults(form(changes), CLIENT, READ[language]);

describe("form", () => {
  test("an untouched form changes nothing and has no faults", () => {
    expect(patch({})).toEqual({});
    expect(faults({})).toEqual({});
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

  test("a number is sent as it is read, however it is written", () => {
    expect(patch({ amt_income_total: "87,500" })).toEqual({ amt_income_total: "87500" });
    expect(patch({ amt_income_total: "87 500 ₽" }, "ru")).toEqual({ amt_income_total: "87500" });
    expect(patch({ cnt_children: "2,0" }, "ru")).toEqual({ cnt_children: 2 });
    expect(patch({ amt_income_total: "157,500.00", cnt_children: " 1 " })).toEqual({});
  });

  test("an answer that nobody touched holds nothing up", () => {
    const odd = { ...CLIENT, cnt_children: 40, born_on: "2020-01-01" };
    expect(findFaults({ ...toForm(odd), flag_email: "1" }, odd, READ.en)).toEqual({});
  });

  test.each([
    ["amt_income_total", "120.000", "ru", "ambiguous"],
    ["amt_income_total", "87,500", "ru", "ambiguous"],
    ["amt_income_total", "1.234", "en", "ambiguous"],
    ["amt_income_total", "87,50", "en", "separators"],
    ["amt_income_total", "1e6", "en", "notANumber"],
    ["amt_income_total", "0x10", "ru", "notANumber"],
    ["amt_income_total", "١٢٣", "en", "notANumber"],
    ["amt_income_total", "87700,555", "ru", "tooPrecise"],
    ["cnt_children", "2,5", "ru", "notWhole"],
  ] as const)("%s = %o in %s is a fault: %s", (name, text, language, fault) => {
    expect(faults({ [name]: text }, language)[name]?.key).toBe(fault);
  });

  test.each([
    ["787,501", true],
    ["787,500", false],
    ["31,500", false],
    ["31,499", true],
  ])("an income of %s after 157,500 is asked about: %o", (text, isAsked) => {
    const doubts = findDoubts(form({ amt_income_total: text }), CLIENT, READ.en);
    expect(doubts).toEqual(isAsked ? [{ name: "amt_income_total", key: "farFromBefore" }] : []);
  });

  test.each<[Partial<FormValues>, keyof FormValues | null]>([
    [{ cnt_children: "2" }, "cnt_children"],
    [{ cnt_children: "2", cnt_fam_members: "4" }, null],
    [{ cnt_fam_members: "2" }, "cnt_fam_members"],
    [{ cnt_children: "19", cnt_fam_members: "1" }, "cnt_children"],
    [{ cnt_children: "2", name_family_status: "Widow" }, null],
    [{ cnt_children: "3", name_family_status: "Widow" }, "cnt_children"],
    [{ cnt_children: "x", cnt_fam_members: "1" }, null],
  ])("a family of %o is impossible at %s", (changes, place) => {
    const impossible = Object.entries(faults(changes)).filter(
      ([, { key }]) => key === "moreChildrenThanFamily",
    );
    expect(impossible.map(([name]) => name)).toEqual(place ? [place] : []);
  });

  test.each<[Partial<FormValues>, string[]]>([
    [{ amt_income_total: "0" }, ["farFromBefore", "noIncomeAtWork"]],
    [{ employed_since: "" }, ["atWorkWithoutJob"]],
    [
      { occupation_type: "IT staff", employed_since: "", name_income_type: "Student" },
      ["occupationWithoutJob"],
    ],
    [
      { name_income_type: "Pensioner", occupation_type: "IT staff" },
      ["pensionerWithOccupation", "youngPensioner"],
    ],
    [{ name_income_type: "Pensioner", born_on: "1960-01-01" }, []],
    [{ occupation_type: "IT staff" }, []],
    [{ flag_email: "1" }, []],
  ])("%o is asked about as %o", (changes, keys) => {
    expect(findDoubts(form(changes), CLIENT, READ.en).map(({ key }) => key)).toEqual(keys);
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
    expect(faults({ [name]: text })[name]?.key).toBe(fault);
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
    expect(faults({ ...unemployed, ...changes })).toEqual({});
  });
});

test("every question and every answer has words", () => {
  for (const name of ANSWERS) {
    expect(en.answers).toHaveProperty(name);
    for (const value of question(name).values) expect(Object.keys(en.values)).toContain(value);
  }
});
