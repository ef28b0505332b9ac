/** Says that a score is on its way; after a while, that it comes however long it takes. */

import { useTranslation } from "react-i18next";
import { useStandstill } from "../../kit/standstill";
import { DELAYED_MILLISECONDS } from "./scoring";

export function ScoreAwaited({ children }: { children: string }) {
  const { t } = useTranslation();
  return useStandstill(DELAYED_MILLISECONDS) ? t("scoring.delayed") : children;
}
