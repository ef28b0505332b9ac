/** The 16 answers as people give them: in dates and roubles instead of days lived. */

import questions from "../../api/questionnaire.json";
import type { Schemas } from "../../kit/client";
import { dateOfDays, daysOfDate, wholeYears } from "../../kit/days";
import type { Client } from "./queries";

export const NOT_EMPLOYED_DAYS = 365243;

export type Answer = keyof typeof questions;
export type Patch = Schemas["ClientPatch"];

export const ANSWERS = Object.keys(questions) as Answer[];

/** How an answer is shown and typed. */
export type Kind = "category" | "yesNo" | "money" | "count" | "birth" | "employment";

export interface Question {
  kind: Kind;
  values: readonly string[];
  nullable: boolean;
  minimum: number;
  maximum: number;
}

const SPECIAL: Partial<Record<Answer, Kind>> = {
  days_birth: "birth",
  days_employed: "employment",
  amt_income_total: "money",
};

export function question(name: Answer): Question {
  const told = questions[name] as {
    values?: string[];
    nullable?: boolean;
    minimum?: number;
    maximum?: number;
  };
  const values = told.values ?? (told.minimum === 0 && told.maximum === 1 ? ["1", "0"] : []);
  const isYesNo = values.length === 2 && (values.includes("Y") || values.includes("1"));
  return {
    kind: SPECIAL[name] ?? (isYesNo ? "yesNo" : told.values ? "category" : "count"),
    values,
    nullable: told.nullable ?? false,
    minimum: told.minimum ?? 0,
    maximum: told.maximum ?? 0,
  };
}

export type FormValues = Record<Answer, string>;

/** Returns the client's answers as texts for a form: dates for days, empty for "not known". */
export function toForm(client: Client, today: Date): FormValues {
  const entries = ANSWERS.map((name) => [name, toText(name, client[name], today)]);
  return Object.fromEntries(entries) as FormValues;
}

function toText(name: Answer, value: string | number | null, today: Date): string {
  if (name === "days_birth") return dateOfDays(Number(value), today);
  if (name === "days_employed") {
    return value === NOT_EMPLOYED_DAYS ? "" : dateOfDays(Number(value), today);
  }
  if (name === "amt_income_total") return String(Number(value));
  return value === null ? "" : String(value);
}

/** A fault of one answer: a key of the translations with its values. */
export interface Fault {
  key: "required" | "notANumber" | "notWhole" | "notADate" | "outOfRange" | "age" | "beforeWork";
  values?: Record<string, number>;
}

/** Returns what is wrong with each answer, by the same bounds the API keeps. */
export function findFaults(form: FormValues, today: Date): Partial<Record<Answer, Fault>> {
  const faults: Partial<Record<Answer, Fault>> = {};
  for (const name of ANSWERS) {
    const fault = findFault(name, form[name].trim(), today);
    if (fault) faults[name] = fault;
  }
  const born = daysOfDate(form.days_birth, today);
  const employed = form.days_employed ? daysOfDate(form.days_employed, today) : null;
  const workFrom = born === null ? null : born + 14 * 365.25;
  if (!faults.days_employed && workFrom !== null && employed !== null && employed < workFrom) {
    faults.days_employed = { key: "beforeWork" };
  }
  return faults;
}

function findFault(name: Answer, text: string, today: Date): Fault | null {
  const { kind, nullable, minimum, maximum } = question(name);
  if (kind === "birth" || kind === "employment") return findDateFault(kind, name, text, today);
  if (text === "") return nullable ? null : { key: "required" };
  if (kind === "category" || kind === "yesNo") return null;
  const value = Number(text.replace(",", "."));
  if (!Number.isFinite(value)) return { key: "notANumber" };
  if (kind === "count" && !Number.isInteger(value)) return { key: "notWhole" };
  return value < minimum || value > maximum
    ? { key: "outOfRange", values: { minimum, maximum } }
    : null;
}

function findDateFault(kind: Kind, name: Answer, text: string, today: Date): Fault | null {
  if (text === "") return kind === "employment" ? null : { key: "required" };
  const days = daysOfDate(text, today);
  if (days === null) return { key: "notADate" };
  const { minimum, maximum } = question(name);
  if (days >= minimum && days <= maximum) return null;
  return kind === "birth"
    ? { key: "age", values: { minimum: wholeYears(maximum), maximum: wholeYears(minimum) } }
    : { key: "notADate" };
}

/** Returns the answers that differ from the ones the form began with, as the API wants them. */
export function toPatch(form: FormValues, initial: FormValues, today: Date): Patch {
  const changed = ANSWERS.filter((name) => form[name].trim() !== initial[name]);
  return Object.fromEntries(changed.map((name) => [name, toValue(name, form[name].trim(), today)]));
}

function toValue(name: Answer, text: string, today: Date): string | number | null {
  const { kind, values } = question(name);
  if (kind === "birth") return daysOfDate(text, today) ?? 0;
  if (kind === "employment")
    return text === "" ? NOT_EMPLOYED_DAYS : (daysOfDate(text, today) ?? 0);
  if (kind === "money") return text.replace(",", ".");
  if (kind === "count" || values.includes("1")) return Number(text);
  return text === "" ? null : text;
}

/** Returns the answers that are not what the score was given with; null where it kept none. */
export function changedSince(
  client: Client,
  features: Record<string, string | number> | null | undefined,
): Partial<Record<Answer, string | number>> {
  if (!features) return {};
  const changed = ANSWERS.filter(
    (name) =>
      features[name] !== undefined && comparable(client[name]) !== comparable(features[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, features[name]]));
}

function comparable(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "Unknown";
  const number = Number(value);
  return value !== "" && Number.isFinite(number) ? String(number) : String(value);
}
