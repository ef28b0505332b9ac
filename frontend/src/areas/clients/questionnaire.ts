/** The 16 answers as people give them: in words, dates and roubles. */

import questions from "../../api/questionnaire.json";
import type { Schemas } from "../../kit/client";
import type { Reading } from "../../kit/numbers";
import type { Client } from "./queries";

/** Reads numbers by the reader's own separators. */
export type ReadNumber = (text: string) => Reading;

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

/** Returns an answer as a text for a form. */
export function toText(name: Answer, value: string | number | null): string {
  if (value === null) return "";
  return name === "amt_income_total" ? String(Number(value)) : String(value);
}

/** Returns the answers that differ from the client's, as the API wants them. */
export function toPatch(form: FormValues, client: Client, readNumber: ReadNumber): Patch {
  const changed = changedNames(form, client, readNumber);
  return Object.fromEntries(
    changed.map((name) => [name, toValue(name, form[name].trim(), readNumber)]),
  );
}

/** Returns which answers differ from the client's. */
export function changedNames(form: FormValues, client: Client, readNumber: ReadNumber): Answer[] {
  const initial = toForm(client);
  return ANSWERS.filter((name) => !isSame(name, form[name].trim(), initial[name], readNumber));
}

/** Whether two texts give the same answer, however a number is written. */
export function isSame(name: Answer, one: string, other: string, readNumber: ReadNumber): boolean {
  if (one === other) return true;
  const { kind } = question(name);
  if (kind !== "money" && kind !== "count") return false;
  const [first, second] = [readNumber(one), readNumber(other)];
  return "value" in first && "value" in second && Number(first.value) === Number(second.value);
}

/** Returns an answer as the API wants it. */
export function toValue(
  name: Answer,
  text: string,
  readNumber: ReadNumber,
): string | number | null {
  const { kind, values } = question(name);
  if (kind === "money" || kind === "count") {
    const reading = readNumber(text);
    const value = "value" in reading ? reading.value : text;
    return kind === "money" ? value : Number(value);
  }
  if (values.includes("1")) return Number(text);
  return text === "" ? null : text;
}
