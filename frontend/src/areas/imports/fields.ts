/** The fields of each kind of file, as the service knows them. */

import known from "../../api/import-fields.json";
import { isAnswer, question } from "../clients/questionnaire";
import type { Kind } from "./model";

export interface Field {
  name: string;
  type: string;
  required: boolean;
  /** In what its column may count; the first is the usual one. */
  units: string[];
}

export function fieldsOf(kind: Kind): readonly Field[] {
  return known[kind];
}

export function fieldOf(kind: Kind, name: string): Field | undefined {
  return fieldsOf(kind).find((field) => field.name === name);
}

const STATUSES = ["X", "C", "0", "1", "2", "3", "4", "5"] as const;
export type Status = (typeof STATUSES)[number];

/** Returns what a field may be where that is a closed list, else nothing. */
export function valuesOf(field: Field): readonly string[] {
  if (field.type === "status") return STATUSES;
  return field.type === "choice" && isAnswer(field.name) ? question(field.name).values : [];
}

/** Lateness is told in one way or another. */
const EITHER: Partial<Record<Kind, readonly string[]>> = { payments: ["status", "days_past_due"] };

/** Returns the fields that a file of this kind needs and these columns do not give. */
export function missingFields(kind: Kind, given: ReadonlySet<string>): string[] {
  const required = fieldsOf(kind).filter(({ name, required: is }) => is && !given.has(name));
  const either = EITHER[kind] ?? [];
  const lacks = either.length > 0 && !either.some((name) => given.has(name));
  return [...required.map(({ name }) => name), ...(lacks ? either.slice(0, 1) : [])];
}
