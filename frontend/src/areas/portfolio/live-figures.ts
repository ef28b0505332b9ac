/** The figures of the live panel: their order, and how each is written. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { LiveFigure, LiveRow } from "./live-queries";
import { useFigures } from "./use-figures";

/** In which unit a figure is. */
type Unit = "share" | "money" | "minutes" | "seconds";

export const FIGURES = [
  ["approved_by_people", "share"],
  ["approved_by_policy", "share"],
  ["overrides", "share"],
  ["case_minutes", "minutes"],
  ["expected_loss_rub", "money"],
  ["cost_of_risk", "share"],
  ["realised_cost_of_risk", "share"],
  ["net_interest_income_rub", "money"],
  ["score_seconds", "seconds"],
  ["with_reasons", "share"],
  ["out_of_date", "share"],
] as const satisfies readonly (readonly [keyof LiveRow, Unit])[];
export type FigureName = (typeof FIGURES)[number][0];

type Interval = Partial<Pick<LiveFigure, "low" | "high">>;

/** Why there is no value: a key may not end like a plural form. */
const MISSING = {
  too_few: "fewerThanNeeded",
  not_counted: "notCounted",
  no_cohort: "noCohort",
} as const;

export function useLiveWords() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { share, money } = useFigures();
  const rounded = (value: number, digits: number) => formats.number(Number(value.toFixed(digits)));
  const write = (unit: Unit) => (value: number | null) => {
    if (value === null) return "–";
    if (unit === "share") return share(value);
    if (unit === "money") return money(value);
    return t(`live.${unit}`, { value: rounded(value, unit === "minutes" ? 1 : 2) });
  };
  const between = ({ low = null, high = null }: Interval, told: typeof share) =>
    low === null || high === null ? null : t("live.between", { low: told(low), high: told(high) });
  const missing = ({ missing: why }: LiveFigure) =>
    why ? t(`live.missing.${MISSING[why]}`) : null;
  return { write, between, missing, of: (n: number) => t("live.n", { value: formats.number(n) }) };
}
