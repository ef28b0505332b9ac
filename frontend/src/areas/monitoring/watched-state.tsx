/** How far somebody is with a verdict or an alert. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { Watched } from "./shapes";

type Reached = Pick<Watched, "state" | "accepted_until">;

export function StateText({ watched: { state, accepted_until } }: { watched: Reached }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <span className="chip">
      {state === "accepted" && accepted_until !== null
        ? t("watched.acceptedUntil", { date: formats.date(accepted_until) })
        : t(`watched.states.${state}`)}
    </span>
  );
}
