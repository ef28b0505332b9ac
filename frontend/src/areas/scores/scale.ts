/** Where points stand on the master scale, and the grades that stand beside it. */

import type { Grade, Score } from "./queries";

export const MOST_POINTS = 999;
const WORST_POINTS = 1;
/** Beyond the outermost edges, so much of a grade's width is drawn: hardly anybody stands there. */
const BEYOND = 1.5;
const USUAL_WIDTH = 100;

/** The grade beside the scale: 90 or more days late now, a fact and no model's word. */
export const DEFAULT_GRADE = "default";
/** The grade beside the scale of whom there is not enough to tell. */
export const UNKNOWN_GRADE = "unknown";

export function isInDefault({ grade }: { grade: string | null }): boolean {
  return grade === DEFAULT_GRADE;
}

export function isUnknown({ grade }: { grade: string | null }): boolean {
  return grade === UNKNOWN_GRADE;
}

/** Returns every grade that a score can be given, of the scale and beside it. */
export function gradesOf(scale: readonly Grade[]): string[] {
  return [...scale.map(({ grade }) => grade), DEFAULT_GRADE, UNKNOWN_GRADE];
}

/** Whether a hard rule had its say: its reason is no contribution to the probability. */
export function isRuled({ reasons }: Pick<Score, "reasons">): boolean {
  return reasons.some(({ contribution }) => contribution === null);
}

/** One grade on the gauge, from 0 (worst) to 1 (best). */
export interface Part {
  grade: string;
  from: number;
  to: number;
}

export interface GaugeScale {
  place: (points: number) => number;
  parts: Part[];
  /** The points where one grade ends and a better one begins, the lowest first. */
  edges: number[];
}

/** Lays the grades out by their points, the worst first; who stands beyond is put at the end. */
export function gaugeScale(scale: readonly Grade[]): GaugeScale {
  const worstFirst = [...scale].sort((one, other) => one.points_from - other.points_from);
  const edges = worstFirst.slice(1).map((grade) => grade.points_from);
  const [lowest = MOST_POINTS / 2, highest = lowest] = [edges[0], edges.at(-1)];
  const width = edges.length > 1 ? (highest - lowest) / (edges.length - 1) : USUAL_WIDTH;
  const low = Math.max(WORST_POINTS, lowest - BEYOND * width);
  const high = Math.min(MOST_POINTS, highest + BEYOND * width);
  const place = (points: number) => Math.min(1, Math.max(0, (points - low) / (high - low)));
  const parts = worstFirst.map(({ grade }, index) => ({
    grade,
    from: index === 0 ? 0 : place(edges[index - 1] ?? low),
    to: place(edges[index] ?? high),
  }));
  return { place, parts, edges };
}

/** Returns the grade that begins next above these points; nothing above the best. */
export function nextGrade(points: number, scale: readonly Grade[]): Grade | undefined {
  return scale
    .filter(({ points_from }) => points_from > points)
    .sort((one, other) => one.points_from - other.points_from)[0];
}

const MARGIN = 30;
const LOWEST_DRAWN = 0;
const HIGHEST_DRAWN = 1000;
const MOST_STEPS = 4;
const STEPS = [20, 50, 100, 200, 250];

/** Returns the round figures beside a drawing of these points; the outer ones are its ends. */
export function pointsTicks(points: readonly (number | null)[]): number[] {
  const known = points.filter((one) => one !== null);
  const low = Math.max(LOWEST_DRAWN, Math.min(...known) - MARGIN);
  const high = Math.min(HIGHEST_DRAWN, Math.max(...known) + MARGIN);
  const [from, to] = known.length > 0 ? [low, high] : [LOWEST_DRAWN, HIGHEST_DRAWN];
  const step = STEPS.find((one) => to - from <= MOST_STEPS * one) ?? HIGHEST_DRAWN;
  const [first, last] = [Math.floor(from / step), Math.ceil(to / step)];
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
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
const BESIDE_THE_SCALE = "#57606a";

/** Takes all letters, the best first; one that is no longer given has the colour of no grade. */
export function gradeColour(grade: string, letters: readonly string[]): string {
  return COLOURS[Math.round(badness(grade, letters) * (COLOURS.length - 1))] ?? BESIDE_THE_SCALE;
}

const TONES = ["good", "fair", "poor", "bad"] as const;
export type Tone = (typeof TONES)[number];

/** Returns the tone of a grade, which the style sheet knows for light and dark pages. */
export function gradeTone(grade: string, letters: readonly string[]): Tone | undefined {
  return TONES[Math.round(badness(grade, letters) * (TONES.length - 1))];
}

/** Returns 0 for the best grade to 1 for the worst and for a default; below 0 for none of them. */
function badness(grade: string, letters: readonly string[]): number {
  const place = grade === DEFAULT_GRADE ? letters.length - 1 : letters.indexOf(grade);
  const steps = Math.max(1, letters.length - 1);
  return place < 0 ? -1 : place / steps;
}
