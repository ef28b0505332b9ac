/** The 16 answers as people give them: in words, dates and roubles. */

import questions from "../../api/questionnaire.json";
import type { Schemas } from "../../kit/client";
import { isDate, wholeYears } from "../../kit/dates";
import type { Client } from "./queries";

const YOUNGEST_WORKER_YEARS = 14;

export type Answer = keyof typeof questions;
export type Patch = Schemas["ClientPatch"];

export const ANSWERS = Object.keys(questions) as Answer[];

export function isAnswer(name: string): name is Answer {
  return name in questions;
}

/** How an answer is shown and typed. */
export type Kind = "category" | "yesNo" | "money" | "count" | "date";

export interface Question {
  kind: Kind;
  values: readonly string[];
  nullable: boolean;
  /** The bounds of a number, or of the whole years since a date. */
  minimum: number;
  maximum: number;
}

interface Told {
  values?: string[];
  nullable?: boolean;
  minimum?: number;
  maximum?: number;
  least_years?: number;
  most_years?: number;
}

export function question(name: Answer): Question {
  const told: Told = questions[name];
  const values = told.values ?? (told.minimum === 0 && told.maximum === 1 ? ["1", "0"] : []);
  return {
    kind: kindOf(name, told, values),
    values,
    nullable: told.nullable ?? false,
    minimum: told.minimum ?? told.least_years ?? 0,
    maximum: told.maximum ?? told.most_years ?? 0,
  };
}

function kindOf(name: Answer, told: Told, values: string[]): Kind {
  if (name === "amt_income_total") return "money";
  if (told.least_years !== undefined) return "date";
  if (values.length === 2 && (values.includes("Y") || values.includes("1"))) return "yesNo";
  return told.values ? "category" : "count";
}

export type FormValues = Record<Answer, string>;

/** Returns the client's answers as texts for a form: empty for "not known" and "not employed". */
export function toForm(client: Client): FormValues {
  const entries = ANSWERS.map((name) => [name, toText(name, client[name])]);
  return Object.fromEntries(entries) as FormValues;
}

function toText(name: Answer, value: string | number | null): string {
  if (name === "amt_income_total") return String(Number(value));
  return value === null ? "" : String(value);
}

/** A fault of one answer: a key of the translations with its values. */
export interface Fault {
  key:
    | "required"
    | "notANumber"
    | "notWhole"
    | "notADate"
    | "outOfRange"
    | "age"
    | "tooLongAgo"
    | "beforeWork";
  values?: Record<string, number>;
}

/**
 * Returns what is wrong with each answer, by the same bounds the API keeps.
 *
 * @param asOf the bank's today, up to which years are counted
 */
export function findFaults(form: FormValues, asOf: string): Partial<Record<Answer, Fault>> {
  const faults: Partial<Record<Answer, Fault>> = {};
  for (const name of ANSWERS) {
    const fault = findFault(name, form[name].trim(), asOf);
    if (fault) faults[name] = fault;
  }
  const { born_on, employed_since } = form;
  const knowsBoth = isDate(born_on) && isDate(employed_since);
  if (
    !faults.employed_since &&
    knowsBoth &&
    wholeYears(born_on, employed_since) < YOUNGEST_WORKER_YEARS
  ) {
    faults.employed_since = { key: "beforeWork" };
  }
  return faults;
}

function findFault(name: Answer, text: string, asOf: string): Fault | null {
  const { kind, nullable, minimum, maximum } = question(name);
  if (text === "") return nullable ? null : { key: "required" };
  if (kind === "date") return findDateFault(text, asOf, { minimum, maximum });
  if (kind === "category" || kind === "yesNo") return null;
  const value = Number(text.replace(",", "."));
  if (!Number.isFinite(value)) return { key: "notANumber" };
  if (kind === "count" && !Number.isInteger(value)) return { key: "notWhole" };
  return value < minimum || value > maximum
    ? { key: "outOfRange", values: { minimum, maximum } }
    : null;
}

function findDateFault(
  text: string,
  asOf: string,
  bounds: { minimum: number; maximum: number },
): Fault | null {
  if (!isDate(text) || text > asOf) return { key: "notADate" };
  const years = wholeYears(text, asOf);
  if (years >= bounds.minimum && years <= bounds.maximum) return null;
  // Only an age has a lower bound
  return { key: bounds.minimum > 0 ? "age" : "tooLongAgo", values: bounds };
}

/** Returns the answers that differ from the ones the form began with, as the API wants them. */
export function toPatch(form: FormValues, initial: FormValues): Patch {
  const changed = ANSWERS.filter((name) => form[name].trim() !== initial[name]);
  return Object.fromEntries(changed.map((name) => [name, toValue(name, form[name].trim())]));
}

function toValue(name: Answer, text: string): string | number | null {
  const { kind, values } = question(name);
  if (kind === "money") return text.replace(",", ".");
  if (kind === "count" || values.includes("1")) return Number(text);
  return text === "" ? null : text;
}
