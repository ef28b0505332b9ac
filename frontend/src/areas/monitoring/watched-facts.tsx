/** Who looks after a verdict or an alert, and how far they are. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Facts } from "../applications/facts";
import type { Watched } from "./shapes";

export function StateText({ watched: { state, accepted_until } }: { watched: Watched }) {
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

export function WatchedFacts({ watched }: { watched: Watched }) {
  const { t } = useTranslation();
  return (
    <Facts
      facts={[
        [t("watched.owner"), watched.owner_name ?? t("watched.nobody")],
        [t("watched.note"), watched.note],
      ]}
    />
  );
}
