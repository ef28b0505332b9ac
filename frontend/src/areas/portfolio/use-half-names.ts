/** The half of a year, by the month that it begins with. */

import { useTranslation } from "react-i18next";

export function useHalfNames(): (half: string) => string {
  const { t } = useTranslation();
  return (half) =>
    t(`bookVintages.half.${half.slice(5, 7) === "01" ? "first" : "second"}`, {
      year: half.slice(0, 4),
    });
}
