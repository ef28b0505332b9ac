/** The states of applications as people tell them apart. */

import type { Tone } from "../scores/scale";
import type { ApplicationState } from "./queries";

/** What a list may be narrowed to, in the order of an application's way. */
export const LISTED_STATES = [
  "draft",
  "submitted",
  "scored",
  "in_review",
  "waiting_for_applicant",
  "second_review",
  "counteroffer",
  "approved",
  "declined",
  "booked",
  "withdrawn",
] as const satisfies ApplicationState[];

/** Only what somebody has to do something about is coloured. */
const TONES: Partial<Record<ApplicationState, Tone>> = {
  waiting_for_applicant: "poor",
  returned: "poor",
  declined: "bad",
  approved: "good",
};

export function stateTone(state: ApplicationState): Tone | undefined {
  return TONES[state];
}

const EDITABLE: ApplicationState[] = [
  "draft",
  "submitted",
  "scored",
  "in_review",
  "waiting_for_applicant",
];
const OVER: ApplicationState[] = [
  "declined",
  "refused",
  "expired",
  "booked",
  "not_taken",
  "withdrawn",
];

const GRANTED: ApplicationState[] = ["approved", "accepted"];

/** Whether there is a credit that was granted, or offered on other terms. */
export function hasOffer(state: ApplicationState): boolean {
  return state === "counteroffer" || GRANTED.includes(state);
}

/** Whether the credit can be issued now. */
export function isBookable(state: ApplicationState): boolean {
  return GRANTED.includes(state);
}

export function isEditable(state: ApplicationState): boolean {
  return EDITABLE.includes(state);
}

/** Whether the applicant may still say something: a draft, or what was given back. */
export function isEditableByApplicant(state: ApplicationState): boolean {
  return state === "draft" || state === "waiting_for_applicant";
}

export function isOpen(state: ApplicationState): boolean {
  return !OVER.includes(state);
}
