/** What the queue shows, kept in its address. */

import type { CasesQuery, ModelName } from "./queries";
import { type RuleCode, RULES } from "./rules";

export const VIEWS = [
  "unassigned",
  "mine",
  "late",
  "second",
  "waiting",
  "open",
  "decided",
] as const;
export type View = (typeof VIEWS)[number];
export const MODELS = [
  "behavioural",
  "thin_file",
  "segment",
  "application",
] as const satisfies ModelName[];

export interface QueueState {
  view: View;
  rule: RuleCode | null;
  grade: string | null;
  model: ModelName | null;
  manager: number | null;
  amountFrom: number | null;
}

export const USUAL: QueueState = {
  view: "unassigned",
  rule: null,
  grade: null,
  model: null,
  manager: null,
  amountFrom: null,
};

const numberOf = (text: string | null) =>
  /^[1-9]\d{0,11}$/.test(text ?? "") ? Number(text) : null;
const oneOf = <Known extends string>(known: readonly Known[], told: string | null) =>
  known.find((one) => one === told) ?? null;

/** Reads an address; what is not known is left out. */
export function readState(parameters: URLSearchParams): QueueState {
  const grade = parameters.get("grade");
  return {
    view: oneOf(VIEWS, parameters.get("view")) ?? USUAL.view,
    rule: oneOf(RULES, parameters.get("rule")),
    grade: /^([A-Z]|default|unknown)$/.test(grade ?? "") ? grade : null,
    model: oneOf(MODELS, parameters.get("model")),
    manager: numberOf(parameters.get("manager")),
    amountFrom: numberOf(parameters.get("amount_from")),
  };
}

/** Returns the address of a state; what is as usual is left out. */
export function writeState(state: QueueState): URLSearchParams {
  const told: [string, string | number | null][] = [
    ["view", state.view === USUAL.view ? null : state.view],
    ["rule", state.rule],
    ["grade", state.grade],
    ["model", state.model],
    ["manager", state.manager],
    ["amount_from", state.amountFrom],
  ];
  return new URLSearchParams(
    told.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
}

export function isNarrowed(state: QueueState): boolean {
  return writeState({ ...state, view: USUAL.view }).size > 0;
}

export function toQuery({ view, rule, grade, model, manager, amountFrom }: QueueState): CasesQuery {
  return {
    view,
    ...(rule && { rule }),
    ...(grade && { grade: [grade] }),
    ...(model && { model: [model] }),
    ...(manager !== null && { manager_id: manager }),
    ...(amountFrom !== null && { amount_from: amountFrom }),
  };
}
