/** What a signal is about, in words. */

import { useTranslation } from "react-i18next";
import { useFeatureName } from "./feature-name";
import { useFigures } from "./figures";
import type { Signal } from "./shapes";

type Named = Pick<Signal, "kind" | "name">;
type Counted = Pick<Signal, "p_value" | "psi" | "adjusted">;

export function useSignalName(): (signal: Named) => string {
  const { t } = useTranslation();
  const featureName = useFeatureName();
  return ({ kind, name }) => {
    const told = t(`monitor.kinds.${kind}`);
    if (kind === "population") return t("monitor.signal", { kind: told, name: featureName(name) });
    if (kind === "grade") return t("monitor.signal", { kind: told, name: [...name].join(", ") });
    return told;
  };
}

/** The figures of a signal: how far it moved, where it is a shift, and how likely by chance. */
export function useSignalFigures(): (signal: Counted) => string {
  const { t } = useTranslation();
  const { p, statistic } = useFigures();
  return ({ psi, p_value, adjusted }) =>
    [
      typeof psi === "number" && t("monitor.psiIs", { psi: statistic(psi) }),
      t("monitor.adjusted", { p: p(adjusted ?? p_value) }),
    ]
      .filter(Boolean)
      .join(", ");
}
