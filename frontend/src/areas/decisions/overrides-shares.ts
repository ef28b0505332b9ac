/** Shares in words: a whole number where that is enough, and what they are of. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { Rates } from "./overrides-queries";

export type Share = Rates["all"];

export function useShareText() {
  const { t } = useTranslation();
  const formats = useFormats();
  const format = (share: number) => formats.rate(Math.round(share * 1000) / 10);
  return {
    format,
    /** So many, and which share that is. */
    ofText: (count: number, of: number) =>
      of === 0 ? "–" : `${formats.number(count)} · ${format(count / of)}`,
    /** Between which shares the true one lies; nothing where there is none. */
    between: ({ low, high }: Share) =>
      low === null || high === null
        ? null
        : t("overrides.between", { low: format(low), high: format(high) }),
  };
}
