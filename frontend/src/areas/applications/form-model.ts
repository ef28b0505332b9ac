/** The form of an application: every field as a text, and what of it has to be sent. */

import type { Schemas } from "../../kit/client";
import { isDate, wholeYears } from "../../kit/dates";
import { COUPLES, findImpossible } from "../clients/contradictions";
import { type Fault, findFault } from "../clients/faults";
import {
  ANSWERS,
  type Answer,
  type FormValues as AnswerTexts,
  isSame,
  question,
  type ReadNumber,
  toText,
  toValue,
} from "../clients/questionnaire";
import type { Application } from "./queries";

export type ApplicationPatch = Schemas["ApplicationPatch"];

const PERSON = ["last_name", "first_name", "patronymic", "phone", "email", "consent_on"] as const;
const WANTED = ["amount_rub", "term_months", "purpose", "annual_rate"] as const;
/** Follow from the contacts: nobody is asked for them. */
const FOLLOWING: readonly Answer[] = ["flag_phone", "flag_email"];
const ASKED = ANSWERS.filter((name) => !FOLLOWING.includes(name));
const isAsked = (name: Field): name is Answer => ASKED.some((known) => known === name);
/** Asked only of who works. */
const OF_EMPLOYED: readonly Answer[] = ["employed_since", "occupation_type"];

type PersonField = (typeof PERSON)[number];
type WantedField = (typeof WANTED)[number];
export type Field = PersonField | WantedField | Answer | "document" | "employed";
export type FormValues = Record<Field, string>;

/** The bounds of what the service takes. */
export const BOUNDS = {
  amount_rub: { minimum: 1_000, maximum: 100_000_000 },
  term_months: { minimum: 1, maximum: 360 },
  annual_rate: { minimum: 0, maximum: 300 },
} as const;
const NUMBERS = Object.keys(BOUNDS) as (keyof typeof BOUNDS)[];
const isNumber = (name: string): name is keyof typeof BOUNDS =>
  NUMBERS.some((known) => known === name);

/** Returns an application as texts; empty is what was not said. */
export function toForm(application: Application | null): FormValues {
  const person: Partial<Record<string, string | null>> = application?.person ?? {};
  const answers: Partial<Record<string, string | number | null>> = application?.answers ?? {};
  const wanted: Partial<Record<string, string | number | null>> = application?.wanted ?? {};
  const texts: [Field, string][] = [
    ...PERSON.map((name): [Field, string] => [name, person[name] ?? ""]),
    ...ASKED.map((name): [Field, string] => [name, toText(name, answers[name] ?? null)]),
    ...WANTED.map((name): [Field, string] => [name, textOf(name, wanted[name] ?? null)]),
    ["document", ""],
    ["employed", employedOf(application)],
  ];
  return Object.fromEntries(texts) as FormValues;
}

function textOf(name: WantedField, value: string | number | null): string {
  if (value === null) return "";
  return name === "purpose" ? String(value) : String(Number(value));
}

/** Whether the applicant works: what is missing was not asked yet, and is no "no". */
function employedOf(application: Application | null): string {
  if (!application) return "";
  if (application.answers.employed_since) return "yes";
  return application.missing.some(({ field }) => field === "answers.employed_since") ? "" : "no";
}

/** Returns what differs from what the service knows, and can be sent as it is. */
export function toPatch(
  form: FormValues,
  known: FormValues,
  faults: Faults,
  readNumber: ReadNumber,
): ApplicationPatch {
  const differs = (name: Field) =>
    !(name in faults) && !isSameText(name, form[name], known[name], readNumber);
  const of = <Name extends Field>(names: readonly Name[], value: (name: Name) => unknown) =>
    Object.fromEntries(names.filter(differs).map((name) => [name, value(name)]));
  const person = of([...PERSON, "document"], (name) => form[name].trim() || null);
  const wanted = of(WANTED, (name) => wantedValue(name, form[name].trim(), readNumber));
  const answers = {
    ...of(
      ASKED.filter((name) => !OF_EMPLOYED.includes(name)),
      (name) => answerValue(name, form[name].trim(), readNumber),
    ),
    ...employment(form, differs),
  };
  return Object.fromEntries(
    Object.entries({ person, answers, wanted }).filter(([, part]) => Object.keys(part).length > 0),
  );
}

/** Who does not work has neither a beginning nor an occupation; who does may have no occupation. */
function employment(form: FormValues, differs: (name: Field) => boolean) {
  if (form.employed === "") return {};
  const asked = differs("employed");
  if (form.employed === "no") {
    return asked ? { employed_since: null, occupation_type: null } : {};
  }
  return {
    ...(form.employed_since &&
      differs("employed_since") && { employed_since: form.employed_since }),
    ...((asked || differs("occupation_type")) && { occupation_type: form.occupation_type || null }),
  };
}

function answerValue(name: Answer, text: string, readNumber: ReadNumber) {
  return text === "" ? null : toValue(name, text, readNumber);
}

function wantedValue(name: WantedField, text: string, readNumber: ReadNumber) {
  if (text === "") return null;
  if (!isNumber(name)) return text;
  const reading = readNumber(text);
  const value = "value" in reading ? reading.value : text;
  return name === "term_months" ? Number(value) : value;
}

function isSameText(name: Field, one: string, other: string, readNumber: ReadNumber): boolean {
  const [first, second] = [one.trim(), other.trim()];
  if (first === second) return true;
  if (isNumber(name)) return isSame("amt_income_total", first, second, readNumber);
  return isAsked(name) && isSame(name, first, second, readNumber);
}

export type OwnFault = { key: "phone" | "email" | "document" };
export type Faults = Partial<Record<Field, Fault | OwnFault>>;

const PATTERNS = {
  phone: /^\+?[\d\s().‐-―-]{10,40}$/u,
  email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/u,
  document: /^\P{C}{4,40}$/u,
} as const;
const isPatterned = (name: Field): name is keyof typeof PATTERNS => name in PATTERNS;

/** Returns what is wrong with what was typed; what is empty is only missing. */
export function findFaults(form: FormValues, today: string, readNumber: ReadNumber): Faults {
  const faults: Faults = {};
  for (const name of Object.keys(form) as Field[]) {
    const text = form[name].trim();
    const fault = text && faultOf(name, text, today, readNumber);
    if (fault) faults[name] = fault;
  }
  return faults;
}

function faultOf(name: Field, text: string, today: string, readNumber: ReadNumber) {
  if (isPatterned(name)) return PATTERNS[name].test(text) ? undefined : { key: name };
  if (name === "consent_on") {
    return isDate(text) && text <= today ? undefined : { key: "notADate" as const };
  }
  if (isNumber(name)) {
    const kind = name === "term_months" ? ("count" as const) : ("money" as const);
    return findFault({ kind, nullable: false, ...BOUNDS[name] }, text, today, readNumber);
  }
  return isAsked(name) ? findFault(question(name), text, today, readNumber) : undefined;
}

/** Returns answers that cannot be beside each other; each may be saved in a draft. */
export function findContradictions(
  form: FormValues,
  today: string,
  readNumber: ReadNumber,
): Faults {
  const found = findImpossible(form as AnswerTexts, ASKED, today, readNumber);
  const faults: Faults = Object.fromEntries(found.map(({ name, key }) => [name, { key }]));
  const { born_on, employed_since } = form;
  if (isDate(born_on) && isDate(employed_since) && wholeYears(born_on, employed_since) < 14) {
    faults.employed_since = { key: "beforeWork" };
  }
  return faults;
}

/** Returns how many live in a household, as far as it follows from the other answers. */
export function householdOf(form: FormValues, readNumber: ReadNumber): string {
  const children = readNumber(form.cnt_children);
  if (!("value" in children) || form.name_family_status === "") return "";
  const adults = COUPLES.includes(form.name_family_status) ? 2 : 1;
  return String(Number(children.value) + adults);
}

/** Returns the form after a change: the household follows until somebody says otherwise. */
export function changed(
  form: FormValues,
  name: Field,
  value: string,
  readNumber: ReadNumber,
): FormValues {
  const next = { ...form, [name]: value };
  if (name === "cnt_fam_members") return next;
  const followed = form.cnt_fam_members === householdOf(form, readNumber);
  if (name === "employed" && value === "no") {
    return { ...next, employed_since: "", occupation_type: "" };
  }
  return followed ? { ...next, cnt_fam_members: householdOf(next, readNumber) } : next;
}
