/** Where a version is, in a word; coloured where somebody has something to do. */

import { useTranslation } from "react-i18next";
import type { PolicyState } from "./queries";

interface Props {
  state: PolicyState;
  waits?: boolean;
}

export function PolicyStateBadge({ state, waits = false }: Props) {
  const { t } = useTranslation();
  const tone = waits || state === "in_review" ? "poor" : state === "active" ? "good" : undefined;
  return (
    <span className="chip" data-tone={tone}>
      {t(`policyStates.${state}`)}
    </span>
  );
}
