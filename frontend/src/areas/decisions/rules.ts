/** The rules that a policy may let fire, by their codes, and what their values are. */

export const RULES = [
  "IN_DEFAULT",
  "IN_CURE_PERIOD",
  "LATE_60_NOW",
  "LATE_30_NOW",
  "SILENT",
  "CURED",
  "NOT_ENOUGH_TO_TELL",
  "TOO_YOUNG",
  "TOO_OLD_AT_END",
  "INCOME_TOO_LOW",
  "AMOUNT_TOO_SMALL",
  "AMOUNT_TOO_LARGE",
  "TERM_TOO_SHORT",
  "TERM_TOO_LONG",
  "BURDEN_TOO_HIGH",
  "PAYMENT_TO_INCOME_HIGH",
  "AMOUNT_ABOVE_LIMIT",
  "MODEL_TELLS_LITTLE",
] as const;
export type RuleCode = (typeof RULES)[number];

export type Unit = "years" | "months" | "money" | "share";

const UNITS: Partial<Record<RuleCode, Unit>> = {
  TOO_YOUNG: "years",
  TOO_OLD_AT_END: "years",
  INCOME_TOO_LOW: "money",
  AMOUNT_TOO_SMALL: "money",
  AMOUNT_TOO_LARGE: "money",
  TERM_TOO_SHORT: "months",
  TERM_TOO_LONG: "months",
  BURDEN_TOO_HIGH: "share",
  PAYMENT_TO_INCOME_HIGH: "share",
  AMOUNT_ABOVE_LIMIT: "money",
};

export function isRule(code: string): code is RuleCode {
  return RULES.some((known) => known === code);
}

/** Returns what a rule's value is counted in; undefined of a rule without one. */
export function unitOf(rule: string): Unit | undefined {
  return isRule(rule) ? UNITS[rule] : undefined;
}
