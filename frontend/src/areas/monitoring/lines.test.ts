import { expect, test } from "vitest";
import { areasOf, cohortsOf, coursesOf } from "./lines";
import type { OutcomePoint, PsiPoint } from "./shapes";

const OLD = { model: "behavioural", model_version: "1" } as const;
const NEW = { model: "behavioural", model_version: "2" } as const;

test("lines of figures are of one version, in the order of months", () => {
  const line = (of: typeof OLD | typeof NEW, month: string, name: string): PsiPoint => ({
    ...of,
    month,
    name,
    psi: 0.01,
    light: "green",
  });
  const first = line(NEW, "2026-08-01", "proba");
  const second = line(NEW, "2026-09-01", "proba");
  const other = line(NEW, "2026-09-01", "grade");
  const courses = coursesOf([line(OLD, "2026-07-01", "proba"), first, second, other], NEW);
  expect(courses).toEqual({ proba: [first, second], grade: [other] });
});

test("a cohort with too few defaults is listed, and has no point", () => {
  const cohort = (month: string, auc: number | null) =>
    ({ ...OLD, cohort: month, auc, low: null, high: null }) as OutcomePoint;
  const cohorts = cohortsOf([cohort("2025-01-01", null), cohort("2025-02-01", 0.8)], OLD);
  expect(cohorts).toHaveLength(2);
  expect(areasOf(cohorts)).toEqual([{ month: "2025-02-01", value: 0.8, low: null, high: null }]);
  expect(cohortsOf(cohorts, NEW)).toEqual([]);
});
