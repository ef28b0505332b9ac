/** Where a notice is, in a word; late ones say so. */

import { useTranslation } from "react-i18next";
import { toneOf } from "./model";
import type { NoticeRow } from "./queries";

export function StateBadge({ notice }: { notice: Pick<NoticeRow, "state" | "is_late"> }) {
  const { t } = useTranslation();
  const said = t(`letter.states.${notice.state}`);
  return (
    <span className="chip" data-tone={toneOf(notice)}>
      {notice.is_late ? `${said} · ${t("letter.late")}` : said}
    </span>
  );
}
