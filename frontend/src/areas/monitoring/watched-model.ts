/** What may be done about a verdict or an alert. */

import type { Schemas } from "../../kit/client";
import type { HandlingState, Signal, Verdict, Watched } from "./shapes";

type AttendRequest = Schemas["AttendRequest"];
export type WatchedKind = "verdicts" | "alerts";

export const DEEDS = ["take", "acknowledge", "resolve", "accept", "reopen"] as const;
export type Deed = (typeof DEEDS)[number];

export interface Told {
  deed: Deed;
  note: string;
  /** A day, of what is accepted until it. */
  until: string;
}

const STATE_AFTER = {
  acknowledge: "acknowledged",
  resolve: "resolved",
  reopen: "open",
} as const;

const OF_STATE: Record<HandlingState, readonly Deed[]> = {
  open: ["take", "acknowledge", "resolve", "accept"],
  acknowledged: ["take", "resolve", "accept"],
  accepted: ["take", "resolve", "reopen"],
  resolved: ["reopen"],
};

/** Returns what this person may do now; the service has the last word. */
export function deedsOf(
  { state, owner_id }: Pick<Watched, "state" | "owner_id">,
  kind: WatchedKind,
  userId: number,
): Deed[] {
  // A signal that comes again after it was resolved is another alert
  if (kind === "alerts" && state === "resolved") return [];
  return OF_STATE[state].filter((deed) => deed !== "take" || owner_id !== userId);
}

/** Whether a deed must be explained. */
export function isExplained(deed: Deed): boolean {
  return deed === "resolve" || deed === "accept";
}

/** What is sent for a deed; what is not named stays as it is. */
export function toRequest({ deed, note, until }: Told, known: Watched): AttendRequest {
  const told = note === (known.note ?? "") ? {} : { note };
  if (deed === "take") return { ...told, take: true };
  if (deed === "accept") return { ...told, take: false, state: "accepted", accepted_until: until };
  return { ...told, take: false, state: STATE_AFTER[deed] };
}

export const VERDICT_TONES: Record<Verdict["verdict"], "bad" | "poor" | undefined> = {
  redevelop: "bad",
  recalibrate: "bad",
  watch: "poor",
  no_outcome_yet: undefined,
  no_action: undefined,
};

/** Returns the signals that led to a verdict, the gravest first. */
export function loudSignals(signals: readonly Signal[]): Signal[] {
  const rank = ({ light }: Signal) => (light === "red" ? 0 : 1);
  return signals
    .filter(({ light }) => light === "red" || light === "amber")
    .sort(
      (one, other) =>
        rank(one) - rank(other) ||
        (one.adjusted ?? one.p_value) - (other.adjusted ?? other.p_value),
    );
}
