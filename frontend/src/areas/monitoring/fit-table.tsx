/** Tests of all probabilities together: value, p, and the signal where there is one. */

import { Group, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { CsvButton } from "./csv-button";
import { useFigures } from "./figures";
import { type Fit, fitsOf } from "./fits";
import { LightChip } from "./light";
import type { Backtest } from "./shapes";

const NAMES = ["test", "value", "p", "light"] as const;

export function FitTable({ backtest, file }: { backtest: Backtest; file: string }) {
  const { t } = useTranslation();
  const fits = fitsOf(backtest);
  return (
    <>
      <Group justify="flex-end">
        <CsvButton
          name={file}
          label={t("outcomes.tests")}
          columns={NAMES.map((name) => t(`outcomes.${name}`))}
          rows={() =>
            fits.map(({ name, value, p, light }) => [
              t(`outcomes.${name}`),
              value,
              p,
              light === undefined ? "" : t(`lights.${light ?? "none"}`),
            ])
          }
        />
      </Group>
      <DataTable
        label={t("outcomes.tests")}
        columns={NAMES.map((name) => ({
          label: t(`outcomes.${name}`),
          numeric: name === "value" || name === "p",
        }))}
        minWidth={360}
      >
        {fits.map((fit) => (
          <Line key={fit.name} fit={fit} />
        ))}
      </DataTable>
    </>
  );
}

function Line({ fit: { name, value, p: pValue, light } }: { fit: Fit }) {
  const { t } = useTranslation();
  const { statistic, p } = useFigures();
  return (
    <Table.Tr>
      <RowName>{t(`outcomes.${name}`)}</RowName>
      <Table.Td className="number">{statistic(value)}</Table.Td>
      <Table.Td className="number">{p(pValue)}</Table.Td>
      <Table.Td>{light !== undefined && <LightChip light={light} />}</Table.Td>
    </Table.Tr>
  );
}
