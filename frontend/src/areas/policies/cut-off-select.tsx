/** Chooses a cut-off among the edges of grades; one that lies inside a grade stays to be chosen. */

import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { Grade } from "../scores/queries";

interface Props {
  label: string;
  scale: Grade[];
  value: string;
  onChange: (value: string) => void;
}

/** Whether a cut-off lies on no edge of a grade. */
export function isInside(value: string, scale: readonly Grade[]): boolean {
  return !edgesOf(scale).some(({ proba_to }) => String(proba_to) === value);
}

/** All grades but the worst end where a better one begins. */
const edgesOf = (scale: readonly Grade[]) => scale.filter(({ proba_to }) => proba_to < 1);

export function CutOffSelect({ label, scale, value, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const edges = edgesOf(scale).map(({ grade, points_from, proba_to }) => ({
    value: String(proba_to),
    label: `${t("policyForm.at", { points: points_from, grade })} (PD ${formats.percent(proba_to)})`,
  }));
  const inside = {
    value,
    label: t("policyForm.inside", { proba: formats.percent(Number(value)) }),
  };
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={isInside(value, scale) ? [inside, ...edges] : edges}
    />
  );
}
