import { expect, test } from "vitest";
import { createNumberReader } from "../../kit/numbers";
import {
  changed,
  type Field,
  findContradictions,
  findFaults,
  type FormValues,
  householdOf,
  toForm,
  toPatch,
} from "./form-model";
import type { Application } from "./queries";

const TODAY = "2026-11-28";
const read = createNumberReader("ru");
const NOTHING = toForm(null);

const typed = (part: Partial<FormValues>): FormValues => ({ ...NOTHING, ...part });
const patchOf = (form: FormValues, known = NOTHING) =>
  toPatch(form, known, findFaults(form, TODAY, read), read);

const application = (part: object) =>
  ({ person: {}, answers: {}, wanted: {}, missing: [], ...part }) as unknown as Application;

test("a form that nobody has touched says nothing", () => {
  expect(patchOf(NOTHING)).toEqual({});
});

test("what is typed is sent as the service wants it, in its part", () => {
  const form = typed({
    last_name: " Иванова ",
    born_on: "1991-04-20",
    amt_income_total: "180 000,50 ₽",
    cnt_children: "2",
    flag_own_car: "Y",
    flag_work_phone: "0",
    amount_rub: "300 000",
    term_months: "24",
    purpose: "car",
  });
  expect(patchOf(form)).toEqual({
    person: { last_name: "Иванова" },
    answers: {
      born_on: "1991-04-20",
      amt_income_total: "180000.50",
      cnt_children: 2,
      flag_own_car: "Y",
      flag_work_phone: 0,
    },
    wanted: { amount_rub: "300000", term_months: 24, purpose: "car" },
  });
});

test("what is wrong waits, and the rest is saved", () => {
  const form = typed({ first_name: "Анна", phone: "12", email: "anna", amount_rub: "много" });
  expect(Object.keys(findFaults(form, TODAY, read))).toEqual(["phone", "email", "amount_rub"]);
  expect(patchOf(form)).toEqual({ person: { first_name: "Анна" } });
});

test.each<[Field, string]>([
  ["phone", "8 (916) 123-45-67"],
  ["phone", "+7 916 123 45 67"],
  ["email", "анна@пример.рф"],
  ["document", "45 09 123456"],
  ["consent_on", TODAY],
  ["amount_rub", "1 000"],
  ["term_months", "360"],
  ["annual_rate", "0"],
])("%s may be %s", (name, text) => {
  expect(findFaults(typed({ [name]: text }), TODAY, read)).toEqual({});
});

test.each<[Field, string]>([
  ["phone", "позвоните"],
  ["email", "анна@пример"],
  ["document", "12"],
  ["consent_on", "2026-11-29"],
  ["amount_rub", "999"],
  ["term_months", "361"],
  ["term_months", "1,5"],
  ["annual_rate", "301"],
  ["born_on", "2015-01-01"],
  ["cnt_children", "21"],
])("%s may not be %s", (name, text) => {
  expect(Object.keys(findFaults(typed({ [name]: text }), TODAY, read))).toEqual([name]);
});

test("a number written in another way is the same number", () => {
  const known = toForm(application({ wanted: { amount_rub: "300000.00" } }));
  expect(patchOf({ ...known, amount_rub: "300 000 ₽" }, known)).toEqual({});
});

test("what is emptied is taken back", () => {
  const known = toForm(application({ person: { email: "a@example.com" } }));
  expect(patchOf({ ...known, email: "" }, known)).toEqual({ person: { email: null } });
});

test("who does not work has neither a beginning nor an occupation", () => {
  const works = typed({
    employed: "yes",
    employed_since: "2020-01-01",
    occupation_type: "Drivers",
  });
  const rests = changed(works, "employed", "no", read);
  expect(rests).toMatchObject({ employed_since: "", occupation_type: "" });
  expect(patchOf(rests, works)).toEqual({
    answers: { employed_since: null, occupation_type: null },
  });
});

test("who works may have no occupation, and says since when", () => {
  expect(patchOf(typed({ employed: "yes" }))).toEqual({ answers: { occupation_type: null } });
  expect(patchOf(typed({ employed: "yes", employed_since: "2020-01-01" }))).toEqual({
    answers: { employed_since: "2020-01-01", occupation_type: null },
  });
});

test.each([
  [{ answers: { employed_since: "2020-01-01" } }, "yes"],
  [{ answers: { employed_since: null } }, "no"],
  [{ missing: [{ field: "answers.employed_since", code: "missing" }] }, ""],
])("whether %o works is %o", (told, employed) => {
  expect(toForm(application(told)).employed).toBe(employed);
});

test("the household follows from children and partner until somebody says otherwise", () => {
  let form = changed(NOTHING, "name_family_status", "Married", read);
  form = changed(form, "cnt_children", "2", read);
  expect(form.cnt_fam_members).toBe("4");
  form = changed(form, "name_family_status", "Widow", read);
  expect(form.cnt_fam_members).toBe("3");
  form = changed(form, "cnt_fam_members", "6", read);
  form = changed(form, "cnt_children", "1", read);
  expect(form.cnt_fam_members).toBe("6");
  expect(householdOf(form, read)).toBe("2");
});

test("answers that cannot be beside each other are told, and saved all the same", () => {
  const form = typed({
    cnt_children: "3",
    cnt_fam_members: "2",
    name_family_status: "Married",
    born_on: "1990-01-01",
    employed_since: "1995-01-01",
    employed: "yes",
  });
  expect(findContradictions(form, TODAY, read)).toEqual({
    cnt_children: { key: "moreChildrenThanFamily" },
    employed_since: { key: "beforeWork" },
  });
  expect(patchOf(form).answers).toMatchObject({ cnt_children: 3, employed_since: "1995-01-01" });
});
