/** Whom a list of the portfolio holds, in words. */

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { managersQuery } from "../people/queries";
import { type Behind, BIN_POINTS, LATE, type Shown } from "./address";
import { useHalfNames } from "./use-half-names";
import { useFigures } from "./use-figures";

export function useBehindWords(shown: Shown, behind: Behind): string {
  const { t } = useTranslation();
  const formats = useFormats();
  const filters = [...usePageWords(shown), ...useFigureWords(behind)].filter(Boolean);
  const told = filters.length > 0 ? `${filters.join("; ")}.` : t("bookClients.anybody");
  const month = shown.month ? formats.month(`${shown.month}-01`) : t("bookClients.newest");
  return t("bookClients.what", { month, filters: told });
}

function usePageWords({ standing, model, manager, year }: Shown): (string | null)[] {
  const { t } = useTranslation();
  const { data = [] } = useQuery({ ...managersQuery, enabled: manager !== null });
  const found = data.find(({ id }) => id === manager);
  return [
    standing === "all" ? null : t(`book.standings.${standing}`),
    model && t(`models.${model}`),
    manager === null
      ? null
      : t("bookClients.managerIs", {
          name: found ? `${found.last_name} ${found.first_name}` : manager,
        }),
    year === null ? null : t("bookClients.yearIs", { year }),
  ];
}

function useFigureWords(behind: Behind): (string | null)[] {
  const { t } = useTranslation();
  const figures = useFigures();
  const { grade, gradeBefore, pointsFrom, statuses, decision, vintage } = behind;
  const halfName = useHalfNames();
  const gradeOf = (told: string) => figures.grade(told === "none" ? null : told);
  const isLate = statuses.join() === LATE.join();
  return [
    gradeBefore && t("bookClients.gradeWas", { grade: gradeOf(gradeBefore) }),
    grade && t("bookClients.gradeIs", { grade: gradeOf(grade) }),
    pointsFrom === null
      ? null
      : t("bookClients.pointsAre", { from: pointsFrom, to: pointsFrom + BIN_POINTS - 1 }),
    ...(isLate
      ? [t("bookClients.late")]
      : statuses.map((one) => figures.status(one === "none" ? null : one))),
    vintage &&
      t(`bookClients.${vintage.late ? "vintageLate" : "vintageIs"}`, {
        half: halfName(vintage.half),
        months: vintage.months,
        days: vintage.late,
      }),
    decision && `${t("score.decision")}: ${t(`decisions.${decision}`)}`,
  ];
}
