/** Answers that do not go together: some cannot be, some can and are to be confirmed. */

import { wholeYears } from "../../kit/dates";
import { type Answer, type FormValues, type ReadNumber } from "./questionnaire";

const COUPLES = ["Married", "Civil marriage"];
const AT_WORK = ["Working", "Commercial associate", "State servant"];
const YOUNGEST_PENSIONER_YEARS = 45;

/** What the rules ask about; NaN where a number cannot be read. */
interface Facts {
  children: number;
  members: number;
  income: number;
  isCouple: boolean;
  incomeType: string;
  isEmployed: boolean;
  hasOccupation: boolean;
  age: number;
}

interface Rule {
  /** The answers that it compares; the first of them that was changed is where it is told. */
  about: readonly Answer[];
  isBroken: (facts: Facts) => boolean;
}

const IMPOSSIBLE = {
  moreChildrenThanFamily: {
    about: ["cnt_children", "cnt_fam_members", "name_family_status"],
    isBroken: ({ children, members, isCouple }) => children > members - (isCouple ? 2 : 1),
  },
} as const satisfies Record<string, Rule>;

const UNUSUAL = {
  noIncomeAtWork: {
    about: ["amt_income_total", "name_income_type"],
    isBroken: ({ income, incomeType }) => income === 0 && AT_WORK.includes(incomeType),
  },
  atWorkWithoutJob: {
    about: ["employed_since", "name_income_type"],
    isBroken: ({ isEmployed, incomeType }) => !isEmployed && AT_WORK.includes(incomeType),
  },
  occupationWithoutJob: {
    about: ["occupation_type", "employed_since"],
    isBroken: ({ isEmployed, hasOccupation }) => !isEmployed && hasOccupation,
  },
  pensionerWithOccupation: {
    about: ["occupation_type", "name_income_type"],
    isBroken: ({ incomeType, hasOccupation }) => incomeType === "Pensioner" && hasOccupation,
  },
  youngPensioner: {
    about: ["name_income_type", "born_on"],
    isBroken: ({ incomeType, age }) => incomeType === "Pensioner" && age < YOUNGEST_PENSIONER_YEARS,
  },
} as const satisfies Record<string, Rule>;

export type Impossible = keyof typeof IMPOSSIBLE;
export type Unusual = keyof typeof UNUSUAL;

/** Returns which answers cannot be beside the others, among those that were changed. */
export function findImpossible(
  form: FormValues,
  changed: readonly Answer[],
  asOf: string,
  readNumber: ReadNumber,
) {
  return findBroken<Impossible>(IMPOSSIBLE, factsOf(form, asOf, readNumber), changed);
}

/** Returns which answers are seldom beside the others, among those that were changed. */
export function findUnusual(
  form: FormValues,
  changed: readonly Answer[],
  asOf: string,
  readNumber: ReadNumber,
) {
  return findBroken<Unusual>(UNUSUAL, factsOf(form, asOf, readNumber), changed);
}

function findBroken<Key extends string>(
  rules: Record<Key, Rule>,
  facts: Facts,
  changed: readonly Answer[],
): { name: Answer; key: Key }[] {
  return Object.entries<Rule>(rules).flatMap(([key, { about, isBroken }]) => {
    const name = about.find((one) => changed.includes(one));
    return name && isBroken(facts) ? [{ name, key: key as Key }] : [];
  });
}

function factsOf(form: FormValues, asOf: string, readNumber: ReadNumber): Facts {
  const number = (name: Answer) => {
    const reading = readNumber(form[name]);
    return "value" in reading ? Number(reading.value) : NaN;
  };
  return {
    children: number("cnt_children"),
    members: number("cnt_fam_members"),
    income: number("amt_income_total"),
    isCouple: COUPLES.includes(form.name_family_status),
    incomeType: form.name_income_type,
    isEmployed: form.employed_since !== "",
    hasOccupation: form.occupation_type !== "",
    age: wholeYears(form.born_on, asOf),
  };
}
