/** The figures of a policy: where each stands in its body, what it is counted in, what follows. */

import type { PolicyBody } from "./queries";

export type Unit = "years" | "months" | "hours" | "rub" | "share";
export type Group = "hard" | "knockOuts" | "limits" | "authorities" | "other";
export type FollowUp = "decline" | "review" | "limit" | "second" | "refused" | "loss";

interface Figure {
  path: readonly [string, ...string[]];
  unit: Unit;
  group: Group;
  outcome: FollowUp;
}

const KNOCK_OUTS = ["lending", "knock_outs"] as const;
const knockOut = (name: string, unit: Unit): Figure => ({
  path: [...KNOCK_OUTS, name],
  unit,
  group: "knockOuts",
  outcome: "decline",
});

export const FIGURES = {
  cure_months: {
    path: ["hard_rules", "cure_months"],
    unit: "months",
    group: "hard",
    outcome: "decline",
  },
  longest_silence_months: {
    path: ["hard_rules", "longest_silence_months"],
    unit: "months",
    group: "hard",
    outcome: "review",
  },
  least_age_years: knockOut("least_age_years", "years"),
  most_age_years_at_end: knockOut("most_age_years_at_end", "years"),
  least_income_rub_month: knockOut("least_income_rub_month", "rub"),
  least_amount_rub: knockOut("least_amount_rub", "rub"),
  most_amount_rub: knockOut("most_amount_rub", "rub"),
  least_term_months: knockOut("least_term_months", "months"),
  most_term_months: knockOut("most_term_months", "months"),
  most_burden: knockOut("most_burden", "share"),
  most_payment_to_income: {
    path: ["lending", "limits", "most_payment_to_income"],
    unit: "share",
    group: "limits",
    outcome: "review",
  },
  thin_file_share: {
    path: ["lending", "limits", "thin_file_share"],
    unit: "share",
    group: "limits",
    outcome: "limit",
  },
  alone_up_to_rub: {
    path: ["lending", "authorities", "alone_up_to_rub"],
    unit: "rub",
    group: "authorities",
    outcome: "second",
  },
  alone_up_to_expected_loss_rub: {
    path: ["lending", "authorities", "alone_up_to_expected_loss_rub"],
    unit: "rub",
    group: "authorities",
    outcome: "second",
  },
  loss_given_default: {
    path: ["lending", "loss_given_default"],
    unit: "share",
    group: "other",
    outcome: "loss",
  },
  score_age_hours: {
    path: ["lending", "score_age_hours"],
    unit: "hours",
    group: "other",
    outcome: "refused",
  },
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];
export const GROUPS = ["hard", "knockOuts", "limits", "authorities", "other"] as const;

export const figuresOf = (group: Group): FigureName[] =>
  FIGURE_NAMES.filter((name) => FIGURES[name].group === group);

export const isFigure = (name: string): name is FigureName => Object.hasOwn(FIGURES, name);

type Parts = Record<string, unknown>;

/** Returns a figure of a body. */
export function readFigure(body: PolicyBody, name: FigureName): number {
  let found: unknown = body;
  for (const part of FIGURES[name].path) found = (found as Parts)[part];
  return found as number;
}

/** Puts a figure into a body. */
export function writeFigure(body: PolicyBody, name: FigureName, value: number): void {
  const path: readonly string[] = FIGURES[name].path;
  let place: unknown = body;
  for (const part of path.slice(0, -1)) place = (place as Parts)[part];
  (place as Parts)[path.at(-1) ?? name] = value;
}
