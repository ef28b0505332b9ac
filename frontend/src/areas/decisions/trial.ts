/** What is tried in the what-if drawer: what of it differs from what is known, and what is sent. */

import { BOUNDS } from "../applications/form-model";
import { type Fault, findFault } from "../clients/faults";
import {
  ANSWERS,
  type Answer,
  type FormValues,
  isAnswer,
  isSame,
  question,
  type ReadNumber,
  toText,
  toValue,
} from "../clients/questionnaire";
import type { Terms } from "./deciding";
import type { Application, WhatIfBody } from "./queries";

/** What the next months may be like, by the words of the page. */
export const SCENARIOS = {
  none: null,
  on_time_3: { kind: "on_time", months: 3 },
  on_time_6: { kind: "on_time", months: 6 },
  on_time_12: { kind: "on_time", months: 12 },
  late_1: { kind: "late", months: 1 },
  late_3: { kind: "late", months: 3 },
} as const satisfies Record<string, WhatIfBody["scenario"]>;
export type ScenarioName = keyof typeof SCENARIOS;
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as ScenarioName[];

export interface Trial {
  terms: Terms;
  scenario: ScenarioName;
  answers: FormValues;
}

/** A field as the service names it, without its group. */
export type TriedField = Answer | keyof Terms | "scenario";

export const TERM_FIELDS = ["amount", "months", "rate"] as const;
const BOUNDS_OF = {
  amount: { kind: "money", nullable: false, ...BOUNDS.amount_rub },
  months: { kind: "count", nullable: false, ...BOUNDS.term_months },
  rate: { kind: "money", nullable: false, ...BOUNDS.annual_rate },
} as const;

/** Returns what is known, to begin with. */
export function knownTrial(application: Application, terms: Terms): Trial {
  const told: Partial<Record<string, string | number | null>> = application.answers;
  const answers = ANSWERS.map((name) => [name, toText(name, told[name] ?? null)]);
  return { terms, scenario: "none", answers: Object.fromEntries(answers) as FormValues };
}

/** Returns the fields that differ from what is known, in the order of the drawer. */
export function changedFields(trial: Trial, known: Trial, read: ReadNumber): TriedField[] {
  const differs = (one: string, other: string) =>
    // An amount of money is compared as a number, whichever it is
    !isSame("amt_income_total", one.trim(), other.trim(), read);
  return [
    ...TERM_FIELDS.filter((name) => differs(trial.terms[name], known.terms[name])),
    ...(trial.scenario === known.scenario ? [] : ["scenario" as const]),
    ...ANSWERS.filter(
      (name) => !isSame(name, trial.answers[name].trim(), known.answers[name], read),
    ),
  ];
}

/** Returns the trial with one field as it is known. */
export function takeBack(trial: Trial, known: Trial, field: TriedField): Trial {
  if (field === "scenario") return { ...trial, scenario: known.scenario };
  if (isAnswer(field)) {
    return { ...trial, answers: { ...trial.answers, [field]: known.answers[field] } };
  }
  return { ...trial, terms: { ...trial.terms, [field]: known.terms[field] } };
}

/** Returns what is wrong with the changed fields, by the bounds that the service keeps. */
export function trialFaults(
  trial: Trial,
  changed: readonly TriedField[],
  today: string,
  read: ReadNumber,
): Partial<Record<TriedField, Fault>> {
  const faults: Partial<Record<TriedField, Fault>> = {};
  for (const field of changed) {
    if (field === "scenario") continue;
    const fault = isAnswer(field)
      ? findFault(question(field), trial.answers[field].trim(), today, read)
      : findFault(BOUNDS_OF[field], trial.terms[field].trim(), today, read);
    if (fault) faults[field] = fault;
  }
  return faults;
}

/** Returns the request: what is changed, and nothing else. */
export function requestOf(
  trial: Trial,
  changed: readonly TriedField[],
  read: ReadNumber,
): WhatIfBody {
  const number = (text: string) => {
    const reading = read(text);
    return "value" in reading ? reading.value : text;
  };
  const of = (name: keyof Terms) => changed.includes(name) && number(trial.terms[name]);
  const [amount, months, rate] = [of("amount"), of("months"), of("rate")];
  const wanted = {
    ...(amount && { amount_rub: amount }),
    ...(months && { term_months: Number(months) }),
    ...(rate && { annual_rate: rate }),
  };
  const answers = Object.fromEntries(
    changed.filter(isAnswer).map((name) => [name, toValue(name, trial.answers[name].trim(), read)]),
  );
  const scenario = SCENARIOS[trial.scenario];
  return {
    ...(Object.keys(wanted).length > 0 && { wanted }),
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(scenario && { scenario: { ...scenario } }),
  };
}

/** Returns the fields of a request that the model in charge does not read. */
export function ignoredFields(ignored: readonly string[]): TriedField[] {
  return ignored
    .map((field) => field.replace(/^answers\./, ""))
    .filter((field): field is TriedField => isAnswer(field) || field === "scenario");
}
