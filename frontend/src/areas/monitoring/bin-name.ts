/** What lies in a bin, in words. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { StabilityBin } from "./shapes";

export function useBinName(): (bin: StabilityBin) => string {
  const { t } = useTranslation();
  const { number } = useFormats();
  return ({ kind, word, low, high }) => {
    if (kind === "missing") return t("drift.missingBin");
    if (kind === "others") return t("drift.otherWords");
    if (kind === "word") return word ?? "–";
    if (low === null) return high === null ? t("drift.everyBin") : `< ${number(high)}`;
    return high === null ? `≥ ${number(low)}` : `${number(low)} – < ${number(high)}`;
  };
}
