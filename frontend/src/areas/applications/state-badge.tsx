/** Where an application is, in a word. */

import { useTranslation } from "react-i18next";
import type { ApplicationState } from "./queries";
import { stateTone } from "./states";

export function StateBadge({ state, own = false }: { state: ApplicationState; own?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="chip" data-tone={stateTone(state)}>
      {t(own ? `ownStates.${state}` : `applicationStates.${state}`)}
    </span>
  );
}
