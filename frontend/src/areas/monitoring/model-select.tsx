/** Which version of which model is looked at. */

import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { keyOf, type Shown } from "./address";
import type { ModelStability } from "./shapes";

export type OfModel = Pick<ModelStability, "model" | "model_version">;

/** Returns what is said of the chosen version of a model; of the first where none is chosen. */
export function chosen<Found extends OfModel>(
  models: readonly Found[],
  key: string | null,
): Found | undefined {
  return models.find((one) => keyOf(one) === key) ?? models[0];
}

/** A model without words, as one that is newer than this page, is shown as it is. */
export function useModelName(): (model: string) => string {
  const { t, i18n } = useTranslation();
  return (model) =>
    i18n.exists(`models.${model}`) ? t(`models.${model as OfModel["model"]}`) : model;
}

interface Props {
  models: OfModel[];
  value: OfModel;
  onChange: (next: Partial<Shown>) => void;
}

export function ModelSelect({ models, value, onChange }: Props) {
  const { t } = useTranslation();
  const isOneVersion = new Set(models.map(({ model }) => model)).size === models.length;
  const nameOf = ({ model, model_version }: OfModel) =>
    isOneVersion ? t(`models.${model}`) : `${t(`models.${model}`)}, ${model_version}`;
  return (
    <NativeSelect
      className="no-print"
      maw={360}
      label={t("monitor.model")}
      value={keyOf(value)}
      onChange={(event) => onChange({ model: event.target.value, figure: null })}
      data={models.map((one) => ({ value: keyOf(one), label: nameOf(one) }))}
    />
  );
}
