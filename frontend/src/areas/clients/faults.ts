/** What is wrong with typed answers, and what is to be asked about before it is saved. */

import type { Fault as FieldFault } from "../../kit/client";
import { isDate, wholeYears } from "../../kit/dates";
import type { Reading } from "../../kit/numbers";
import { findImpossible, findUnusual, type Impossible, type Unusual } from "./contradictions";
import type { Client } from "./queries";
import {
  type Answer,
  changedNames,
  type FormValues,
  isAnswer,
  question,
  type Question,
  type ReadNumber,
  toValue,
} from "./questionnaire";

const YOUNGEST_WORKER_YEARS = 14;
const LARGEST_CHANGE = 5;
const PARTS_OF_KOPECKS = /\.\d\d\d/;
/** Shown to who wrote a number in another way. */
const WRITTEN_WELL = { thousands: 157_500, fraction: 157.5 };

/** A fault of one answer: a key of the translations with its values. */
export interface Fault {
  key:
    | "required"
    | "notANumber"
    | "separators"
    | "ambiguous"
    | "tooPrecise"
    | "notWhole"
    | "notADate"
    | "outOfRange"
    | "age"
    | "tooLongAgo"
    | "beforeWork"
    | "refused"
    | Impossible;
  values?: Record<string, number>;
}

export type Faults = Partial<Record<Answer, Fault>>;

/** Returns what is wrong with each changed answer, by the same bounds the API keeps. */
export function findFaults(form: FormValues, client: Client, readNumber: ReadNumber): Faults {
  const faults: Faults = {};
  const changed = changedNames(form, client, readNumber);
  for (const name of changed) {
    const fault = findFault(question(name), form[name].trim(), client.as_of, readNumber);
    if (fault) faults[name] = fault;
  }
  for (const { name, key } of findImpossible(form, changed, client.as_of, readNumber)) {
    faults[name] ??= { key };
  }
  const { born_on, employed_since } = form;
  const isAsked = changed.includes("born_on") || changed.includes("employed_since");
  const isComparable = isDate(born_on) && isDate(employed_since) && !faults.employed_since;
  if (isAsked && isComparable && wholeYears(born_on, employed_since) < YOUNGEST_WORKER_YEARS) {
    faults.employed_since = { key: "beforeWork" };
  }
  return faults;
}

/** Returns what is wrong with one text as the answer to a question. */
export function findFault(
  { kind, nullable, minimum, maximum }: Omit<Question, "values">,
  text: string,
  asOf: string,
  readNumber: ReadNumber,
): Fault | undefined {
  if (text === "") return nullable ? undefined : { key: "required" };
  if (kind === "date") return findDateFault(text, asOf, { minimum, maximum });
  if (kind === "category" || kind === "yesNo") return undefined;
  const reading = readNumber(text);
  if (!("value" in reading)) return toFault(reading);
  const value = Number(reading.value);
  if (kind === "count" && !Number.isInteger(value)) return { key: "notWhole" };
  if (value < minimum || value > maximum)
    return { key: "outOfRange", values: { minimum, maximum } };
  return PARTS_OF_KOPECKS.test(reading.value) ? { key: "tooPrecise" } : undefined;
}

function toFault(reading: Exclude<Reading, { value: string }>): Fault {
  const { fault } = reading;
  const values =
    fault === "ambiguous"
      ? { thousands: Number(reading.thousands), fraction: Number(reading.fraction) }
      : WRITTEN_WELL;
  return { key: fault, values };
}

function findDateFault(
  text: string,
  asOf: string,
  bounds: { minimum: number; maximum: number },
): Fault | undefined {
  if (!isDate(text) || text > asOf) return { key: "notADate" };
  const years = wholeYears(text, asOf);
  if (years >= bounds.minimum && years <= bounds.maximum) return undefined;
  // Only an age has a lower bound
  return { key: bounds.minimum > 0 ? "age" : "tooLongAgo", values: bounds };
}

/** An answer that can be right and seldom is: to be confirmed before it is saved. */
export interface Doubt {
  name: Answer;
  key: Unusual | "farFromBefore" | (typeof ASKED_BY_SERVICE)[number] | "unknown";
}

/** What the service wants to have confirmed, by its codes. */
const ASKED_BY_SERVICE = [
  "employed_without_income",
  "occupation_without_employment",
  "pensioner_with_occupation",
] as const;

/** Returns what the service asks about. */
export function toDoubts(told: FieldFault[]): Doubt[] {
  return told.flatMap(({ field, code }) =>
    isAnswer(field)
      ? [{ name: field, key: ASKED_BY_SERVICE.find((one) => one === code) ?? "unknown" }]
      : [],
  );
}

/** Returns what the service refuses, at the answers that it names. */
export function toFaults(told: FieldFault[]): Faults {
  const faults: Faults = {};
  for (const { field, code } of told) {
    const name = field.split(".").at(-1) ?? field;
    const key = code === "children_exceed_family" ? "moreChildrenThanFamily" : "refused";
    if (isAnswer(name)) faults[name] ??= { key };
  }
  return faults;
}

/** Returns what is to be asked about the changed answers. */
export function findDoubts(form: FormValues, client: Client, readNumber: ReadNumber): Doubt[] {
  const changed = changedNames(form, client, readNumber);
  const far = changed.filter((name) => isFarFromBefore(name, form, client, readNumber));
  return [
    ...far.map((name) => ({ name, key: "farFromBefore" as const })),
    ...findUnusual(form, changed, client.as_of, readNumber),
  ];
}

/** Whether an amount is many times what it was, as after a slip of a digit. */
function isFarFromBefore(
  name: Answer,
  form: FormValues,
  client: Client,
  readNumber: ReadNumber,
): boolean {
  if (question(name).kind !== "money") return false;
  const [before, now] = [Number(client[name]), Number(toValue(name, form[name], readNumber))];
  return before > 0 && (now > before * LARGEST_CHANGE || now * LARGEST_CHANGE < before);
}
