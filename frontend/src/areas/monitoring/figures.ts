/** Statistics in words: as many digits as say something. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";

const NOTHING = "–";
const SMALLEST_P = 0.001;

export function useFigures() {
  const { t } = useTranslation();
  const formats = useFormats();
  const orNothing = (write: (value: number) => string) => (value: number | null) =>
    value === null ? NOTHING : write(value);
  return {
    count: formats.number,
    /** Three digits behind the point, below each other in a column. */
    statistic: orNothing(formats.thousandths),
    oneDigit: (value: number) => formats.number(Math.round(value * 10) / 10),
    p: orNothing((value) =>
      value < SMALLEST_P ? `< ${formats.thousandths(SMALLEST_P)}` : formats.thousandths(value),
    ),
    /** A share that may be anything; a probability of a model is written by `formats.percent`. */
    share: orNothing(formats.shareInTable),
    between: (low: number | null, high: number | null, format: (value: number) => string) =>
      low === null || high === null
        ? NOTHING
        : t("drift.between", { low: format(low), high: format(high) }),
  };
}
