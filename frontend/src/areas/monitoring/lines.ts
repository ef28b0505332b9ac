/** The months before, of the version of the model that is looked at. */

import type { AucPoint } from "./auc-plan";
import type { OfModel } from "./model-select";
import type { OutcomePoint, PsiPoint } from "./shapes";

/** By the name of the figure, the oldest month first. */
export type Courses = Record<string, PsiPoint[]>;

/** Returns what is told of one version; versions are not compared in one line. */
function ofVersion<Line extends OfModel>(
  lines: readonly Line[],
  { model, model_version }: OfModel,
) {
  return lines.filter((line) => line.model === model && line.model_version === model_version);
}

export function coursesOf(lines: readonly PsiPoint[], found: OfModel): Courses {
  const courses: Courses = {};
  for (const line of ofVersion(lines, found)) (courses[line.name] ??= []).push(line);
  return courses;
}

export function cohortsOf(lines: readonly OutcomePoint[], found: OfModel): OutcomePoint[] {
  return ofVersion(lines, found);
}

/** Returns the cohorts of which it can be said how well they were told apart. */
export function areasOf(cohorts: readonly OutcomePoint[]): AucPoint[] {
  return cohorts.flatMap(({ cohort, auc, low, high }) =>
    auc === null ? [] : [{ month: cohort, value: auc, low, high }],
  );
}
