/** What a bundle's card tells: of each model what it predicts, and how well on other people. */

import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { useModelName } from "../monitoring/model-select";
import { CardText } from "./card-text";
import type { Model } from "./queries";

type Card = Model["card"];

interface Metrics {
  target?: string;
  metrics?: { grouped?: { people?: number; roc_auc?: number } };
}

/** A card is written by whoever made the bundle: what is not there is left out. */
export function limitsOf(card: Card): string[] {
  const told = card["limits_of_use"];
  return Array.isArray(told) ? told.filter((one) => typeof one === "string") : [];
}

export function CardMetrics({ card }: { card: Card }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const nameOf = useModelName();
  const models = Object.entries((card["models"] ?? {}) as Record<string, Metrics>);
  if (models.length === 0) return null;
  const columns = [
    { label: t("model.modelName") },
    { label: t("model.target") },
    { label: t("model.people"), numeric: true },
    { label: t("model.auc"), numeric: true },
  ];
  return (
    <DataTable label={t("model.metrics")} columns={columns} minWidth={480} cards>
      {models.map(([name, { target, metrics }]) => (
        <Table.Tr key={name}>
          <RowName>{nameOf(name)}</RowName>
          <Table.Td data-label={t("model.target")}>
            {target ? <CardText>{target}</CardText> : "–"}
          </Table.Td>
          <Table.Td className="number" data-label={t("model.people")}>
            {metrics?.grouped?.people ? formats.number(metrics.grouped.people) : "–"}
          </Table.Td>
          <Table.Td className="number" data-label={t("model.auc")}>
            {metrics?.grouped?.roc_auc ? formats.number(metrics.grouped.roc_auc) : "–"}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
