/** Which replays an address asks for, and how their figures are written. */

import type { ReplaysWanted, ReplayVerdict } from "./passport-queries";

export const VERDICTS = [
  "identical",
  "differs",
  "artifact_missing",
  "code_differs",
] as const satisfies readonly ReplayVerdict[];

const PARTS = [
  "artifact",
  "calibration",
  "policy",
  "feature_code",
  "features",
  "reason_codes",
  "master_scale",
] as const;
export type Part = (typeof PARTS)[number];

/** Returns the parts that this site has a word for, in the order of a score's making. */
export function partsOf(names: readonly string[]): Part[] {
  return PARTS.filter((part) => names.includes(part));
}

export interface ReplaysShown {
  verdict: ReplayVerdict | null;
  alarming: boolean;
}

export function readShown(parameters: URLSearchParams): ReplaysShown {
  return {
    verdict: VERDICTS.find((one) => one === parameters.get("verdict")) ?? null,
    alarming: parameters.get("alarming") === "true",
  };
}

export function writeShown({ verdict, alarming }: ReplaysShown): Record<string, string> {
  return { ...(verdict && { verdict }), ...(alarming && { alarming: "true" }) };
}

export function toQuery({ verdict, alarming }: ReplaysShown): ReplaysWanted {
  return { ...(verdict && { verdict }), ...(alarming && { alarming }) };
}

/** Writes a difference so that the last bit is seen: rounded, it would look like none. */
export function writeDifference(difference: number | null): string {
  if (difference === null) return "–";
  return difference === 0 ? "0" : difference.toExponential(2).replaceAll("-", "−");
}

/** Writes log-odds with as many digits as contributions are kept with. */
export function writeLogOdds(value: number): string {
  return value.toFixed(6).replace("-", "−");
}
