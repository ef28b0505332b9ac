/** Why somebody is on the list, in words with figures. */

import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { type Formats, useFormats } from "../../kit/format";
import { gradeName } from "../scores/badges";
import type { Told } from "./queries";

type Tone = "poor" | "bad";

function reasonText(t: TFunction, formats: Formats, told: Told): string {
  const { reason, days_past_due: count, status } = told;
  switch (reason) {
    case "late_30":
      if (count) return t("work.reason.late_30_days", { count });
      return t("work.reason.late_30", { status: status ? t(`paymentStatus.${status}`) : "" });
    case "late_again":
      return !count ? t("work.reason.late_again") : t("work.reason.late_again_days", { count });
    case "grade_fell":
      return t("work.reason.grade_fell", {
        before: gradeName(t, told.grade_before),
        after: gradeName(t, told.grade),
      });
    case "recommendation_changed":
      return t("work.reason.recommendation_changed", {
        before: told.decision_before ? t(`decisions.${told.decision_before}`) : "–",
        after: told.decision ? t(`decisions.${told.decision}`) : "–",
      });
    case "silent":
      return t("work.reason.silent", { month: told.since ? formats.month(told.since) : "–" });
    default:
      return t(`work.reason.${reason}`);
  }
}

function toneOf({ reason, status }: Told): Tone | undefined {
  if (reason === "late_30") return status === "1" ? "poor" : "bad";
  return reason === "late_again" || reason === "grade_fell" ? "poor" : undefined;
}

export function Reason({ told }: { told: Told }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const text = reasonText(t, formats, told);
  return (
    <span className="chip wrapping" data-tone={toneOf(told)}>
      {text.charAt(0).toUpperCase() + text.slice(1)}
    </span>
  );
}
