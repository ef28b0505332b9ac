/** Groups as rows of a file: every figure in a cell of its own. */

import type { Cell } from "../../kit/csv";
import type { FairnessGroup } from "./shapes";

const SHARE = ["n", "share", "low", "high"] as const;
const RATIO = [null, "low", "high"] as const;

/** The columns: what a figure is of, and which part of it. */
export const FAIRNESS_FILE = [
  ["group", null] as const,
  ...SHARE.map((part) => ["recommended", part] as const),
  ...RATIO.map((part) => ["recommendationRatio", part] as const),
  ...SHARE.map((part) => ["decided", part] as const),
  ...RATIO.map((part) => ["decisionRatio", part] as const),
  ["discretion", null] as const,
  ...SHARE.map((part) => ["observed", part] as const),
  ["expected", null] as const,
];

/** Returns the cells behind the name of the group. */
export function fairnessCells(group: FairnessGroup): Cell[] {
  return [
    ...shareCells(group.recommended),
    ...ratioCells(group.recommendation_ratio),
    ...shareCells(group.decided),
    ...ratioCells(group.decision_ratio),
    group.discretion,
    ...shareCells(group.observed),
    group.expected,
  ];
}

function shareCells(told: FairnessGroup["recommended"]): Cell[] {
  return told ? [told.of, told.share, told.low, told.high] : [null, null, null, null];
}

function ratioCells(told: FairnessGroup["recommendation_ratio"]): Cell[] {
  return told ? [told.value, told.low, told.high] : [null, null, null];
}
