/** Answers that do not go together: some cannot be, some can and are to be confirmed. */

import { wholeYears } from "../../kit/dates";
import { type Answer, type FormValues, type ReadNumber } from "./questionnaire";

export const COUPLES = ["Married", "Civil marriage"];
const AT_WORK = ["Working", "Commercial associate", "State servant"];
const YOUNGEST_PENSIONER_YEARS = 45;

/** What the rules ask about; NaN where a number cannot be read. */
interface Facts {
  children: number;
  members: number;
  isCouple: boolean;
  incomeType: string;
  isEmployed: boolean;
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

/** Beside what the service itself wants to have confirmed. */
const UNUSUAL = {
  atWorkWithoutJob: {
    about: ["employed_since", "name_income_type"],
    isBroken: ({ isEmployed, incomeType }) => !isEmployed && AT_WORK.includes(incomeType),
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
    isCouple: COUPLES.includes(form.name_family_status),
    incomeType: form.name_income_type,
    isEmployed: form.employed_since !== "",
    age: wholeYears(form.born_on, asOf),
  };
}
