/** Where a probability of default stands on the master scale. */

import type { Grade } from "./queries";

/**
 * Returns the place of a probability on a gauge from 0 (worst) to 1 (best).
 *
 * Every grade takes an equal part, and within a grade the logarithm counts: on a linear scale
 * nearly everybody would stand at the best end.
 */
export function gaugePosition(proba: number, scale: Grade[]): number {
  const index = scale.findIndex((grade) => proba < grade.proba_to);
  const grade = scale[index];
  if (!grade) return 0;
  const from = Math.max(grade.proba_from, grade.proba_to / 10);
  const within = Math.log(Math.max(proba, from) / from) / Math.log(grade.proba_to / from);
  return 1 - (index + Math.min(1, Math.max(0, within))) / scale.length;
}

/** Colours from the best grade to the worst; each is read on white and with white text. */
const COLOURS = [
  "#1a7f37",
  "#3b7d1f",
  "#5f7600",
  "#806a00",
  "#9a5b00",
  "#b04a10",
  "#bf3a22",
  "#b3202c",
];

export const LETTERS = "ABCDEFGH".split("");

/** The grade beside the scale: 90 or more days late now, a fact and no model's word. */
export const DEFAULT_GRADE = "default";

export function isInDefault({ grade }: { grade: string | null }): boolean {
  return grade === DEFAULT_GRADE;
}

export function gradeColour(grade: string, scale: readonly string[] = LETTERS): string {
  const place = grade === DEFAULT_GRADE ? scale.length - 1 : scale.indexOf(grade);
  return COLOURS[Math.round((place / (scale.length - 1)) * (COLOURS.length - 1))] ?? "#57606a";
}
