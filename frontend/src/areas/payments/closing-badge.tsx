/** Whether a month is closed, in words; coloured where there is something to do. */

import { useTranslation } from "react-i18next";
import type { Coverage } from "./queries";

export function ClosingBadge({ closing }: Pick<Coverage, "closing">) {
  const { t } = useTranslation();
  return (
    <span className="chip" data-tone={closing === "waiting" ? "poor" : undefined}>
      {t(`coverage.${closing}`)}
    </span>
  );
}

/** What came for a month after somebody had signed for it. */
export function AfterClosing({ coverage: { after_closing: count } }: { coverage: Coverage }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className="chip" data-tone="bad">
      {t("coverage.afterClosing", { count })}
    </span>
  );
}
