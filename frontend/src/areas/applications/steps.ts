/** The steps of the form, and which field is asked in which. */

import type { Answer } from "../clients/questionnaire";
import type { Field } from "./form-model";

export const STEPS = ["person", "questionnaire", "wanted", "check"] as const;
export type Step = (typeof STEPS)[number];

/** The groups of the questionnaire, each asked together. */
export const GROUPS = {
  work: ["name_income_type", "amt_income_total", "employed", "employed_since", "occupation_type"],
  family: ["name_family_status", "cnt_children", "cnt_fam_members"],
  home: ["name_housing_type", "flag_own_realty", "flag_own_car"],
  about: ["code_gender", "name_education_type", "flag_work_phone"],
} as const satisfies Record<string, readonly (Answer | "employed")[]>;

/** What is asked of the person, and of the credit. */
export const PERSON: readonly Field[] = [
  "last_name",
  "first_name",
  "patronymic",
  "born_on",
  "document",
  "phone",
  "email",
  "consent_on",
];
export const WANTED: readonly Field[] = ["amount_rub", "term_months", "purpose", "annual_rate"];

export function stepOf(field: Field): Step {
  if (PERSON.includes(field)) return "person";
  return WANTED.includes(field) ? "wanted" : "questionnaire";
}

/** Reads the step from an address; the first where it names none. */
export function readStep(parameters: URLSearchParams): Step {
  return STEPS.find((step) => step === parameters.get("step")) ?? "person";
}

/** Returns the field of the form that the service means: `answers.born_on`. */
export function fieldOf(told: string): Field {
  const name = told.split(".").at(-1) as Field;
  return name;
}

/** Where a field stands on the page. */
export function fieldId(field: Field): string {
  return `application-${field}`;
}
