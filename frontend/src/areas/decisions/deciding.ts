/** What is typed into the decision panel: what it lacks, what it contradicts, and what is sent. */

import type { Schemas } from "../../kit/client";
import type { Reading } from "../../kit/numbers";
import type { Decision } from "../scores/queries";
import type { DecisionBody, OverrideReason } from "./queries";

export const CHOICES = ["approve", "counteroffer", "return", "decline"] as const;
/** What may be chosen; `return` asks the applicant for something and decides nothing. */
export type Choice = (typeof CHOICES)[number];

export const LEAST_RATIONALE = 30;
export const LONGEST_TEXT = 500;
export const MOST_REASONS = 4;

export interface Terms {
  amount: string;
  months: string;
  rate: string;
}

/** The terms as the service tells them. */
type KnownTerms = Pick<Schemas["Wanted"], "amount_rub" | "term_months" | "annual_rate">;

/** Returns terms as they would be typed; empty is what is not known. */
export function typedTerms(known: KnownTerms, write: (value: number) => string): Terms {
  const text = (value: string | number | null) => (value === null ? "" : write(Number(value)));
  return {
    amount: text(known.amount_rub),
    months: text(known.term_months),
    rate: text(known.annual_rate),
  };
}

export interface Draft extends Terms {
  choice: Choice | null;
  reasons: string[];
  overrideReason: OverrideReason | "";
  rationale: string;
  /** What the applicant is asked for. */
  ask: string;
}

export type Missing =
  | "outcome"
  | "amount"
  | "months"
  | "rate"
  | "terms"
  | "ask"
  | "declineReasons"
  | "overrideReason"
  | "rationale";

export function emptyDraft(terms: Terms): Draft {
  return { ...terms, choice: null, reasons: [], overrideReason: "", rationale: "", ask: "" };
}

/** Whether a choice is against the recommendation; one to review cannot be contradicted. */
export function contradicts(choice: Choice | null, recommendation: Decision): boolean {
  if (recommendation === "decline") return choice === "approve" || choice === "counteroffer";
  return recommendation === "approve" && choice === "decline";
}

type Read = (text: string) => Reading;

function numberOf(text: string, read: Read): number {
  const reading = read(text);
  return "value" in reading ? Number(reading.value) : NaN;
}

function sameTerms(draft: Terms, wanted: Terms, read: Read): boolean {
  return (["amount", "months", "rate"] as const).every(
    (name) => numberOf(draft[name], read) === numberOf(wanted[name], read),
  );
}

/** Returns what is still to be done before a draft can be sent, in the order of the panel. */
export function missingOf(
  draft: Draft,
  wanted: Terms,
  recommendation: Decision,
  read: Read,
): Missing[] {
  const { choice } = draft;
  if (choice === null) return ["outcome"];
  const missing: (Missing | false)[] = [
    ...(choice === "counteroffer" ? missingTerms(draft, wanted, read) : []),
    choice === "return" && draft.ask.trim() === "" && "ask",
    choice === "decline" && draft.reasons.length === 0 && "declineReasons",
  ];
  if (contradicts(choice, recommendation)) {
    missing.push(
      draft.overrideReason === "" && "overrideReason",
      draft.rationale.trim().length < LEAST_RATIONALE && "rationale",
    );
  }
  return missing.filter((one) => one !== false);
}

function missingTerms(draft: Terms, wanted: Terms, read: Read): (Missing | false)[] {
  const months = numberOf(draft.months, read);
  const missing: (Missing | false)[] = [
    !(numberOf(draft.amount, read) > 0) && "amount",
    !(months >= 1 && Number.isInteger(months)) && "months",
    !(numberOf(draft.rate, read) >= 0) && "rate",
  ];
  return missing.some(Boolean) ? missing : [sameTerms(draft, wanted, read) && "terms"];
}

/** What was known when the card was read: a decision is about that and nothing else. */
export type Grounds = Pick<DecisionBody, "score_id" | "policy_version" | "answers_sha256">;

/** Returns the body of a decision; only what belongs to its outcome is in it. */
export function bodyOf(
  draft: Draft,
  recommendation: Decision,
  grounds: Grounds,
  read: Read,
): DecisionBody | null {
  const { choice } = draft;
  if (choice === null || choice === "return") return null;
  const value = (text: string) => {
    const reading = read(text);
    return "value" in reading ? reading.value : text;
  };
  return {
    ...grounds,
    outcome: choice,
    ...(choice === "counteroffer" && {
      terms: {
        amount_rub: value(draft.amount),
        term_months: Number(value(draft.months)),
        annual_rate: value(draft.rate),
      },
    }),
    decline_reasons: choice === "decline" ? draft.reasons : [],
    ...(contradicts(choice, recommendation) &&
      draft.overrideReason !== "" && {
        override_reason: draft.overrideReason,
        rationale: draft.rationale.trim(),
      }),
  };
}
