/** The steps of an import, and which of them its state opens. */

import type { FileImport, State } from "./model";

export const STEPS = ["file", "mapping", "report", "confirm", "progress", "result"] as const;
export type Step = (typeof STEPS)[number];

/** The step at which an import waits for somebody, or for the service. */
const REACHED: Record<State, Step> = {
  waiting: "file",
  uploaded: "file",
  profiled: "mapping",
  checked: "report",
  confirmed: "progress",
  applying: "progress",
  applied: "result",
  undoing: "result",
  undone: "result",
  rejected: "file",
  cancelled: "file",
  expired: "file",
};

type Standing = Pick<FileImport, "state" | "step">;

/** Returns the furthest step that can be looked at; of a report, while it is made, too. */
export function reachedStep({ state, step }: Standing): Step {
  return step === "check" ? "report" : REACHED[state];
}

/** Whether a step can be looked at: those that are done, and what follows a report. */
export function isOpen(step: Step, one: Standing): boolean {
  const reached = reachedStep(one);
  if (step === "confirm") return one.state === "checked" && one.step === null;
  if (step === "progress") return reached === "progress";
  return STEPS.indexOf(step) <= STEPS.indexOf(reached);
}

/** Returns what an address asks for if it is open, else where the import is. */
export function shownStep(asked: string | null, one: Standing): Step {
  const step = STEPS.find((known) => known === asked);
  if (step && isOpen(step, one)) return step;
  const reached = reachedStep(one);
  // Nobody has looked at the file yet: what was recognised comes before what it means
  return reached === "mapping" ? "file" : reached;
}
