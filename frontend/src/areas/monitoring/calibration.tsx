/** The calibration as a drawing, and as a table that says the same. */

import { Group, SimpleGrid, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { CalibrationChart } from "./calibration-chart";
import { CsvButton } from "./csv-button";
import { useFigures } from "./figures";
import type { CalibrationPoint } from "./shapes";

const FILE = ["group", "n", "defaults", "expected", "observed", "low", "high"] as const;
const CELLS = ["n", "expected", "observed", "interval"] as const;
const NAMES = ["group", ...CELLS] as const;

export function Calibration({ points, file }: { points: CalibrationPoint[]; file: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("outcomes.calibrationWhy")}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <CalibrationChart points={points} />
        <CalibrationTable points={points} file={file} />
      </SimpleGrid>
    </>
  );
}

function CalibrationTable({ points, file }: { points: CalibrationPoint[]; file: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <Group justify="flex-end">
        <CsvButton
          name={file}
          label={t("outcomes.byGroup")}
          columns={FILE.map((name) => t(`outcomes.${name}`))}
          rows={() =>
            points.map(({ count, defaults, mean_proba, rate, low, high }, place) => [
              ...[place + 1, count, defaults, mean_proba, rate, low, high],
            ])
          }
        />
      </Group>
      <DataTable
        label={t("outcomes.byGroup")}
        columns={NAMES.map((name) => ({ label: t(`outcomes.${name}`), numeric: name !== "group" }))}
        minWidth={440}
        cards
      >
        {points.map((point, place) => (
          <Line key={point.mean_proba} point={point} name={String(place + 1)} />
        ))}
      </DataTable>
    </div>
  );
}

function Line({ point, name }: { point: CalibrationPoint; name: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { count, share, between } = useFigures();
  const cells = {
    n: count(point.count),
    expected: formats.percentInTable(point.mean_proba),
    observed: share(point.rate),
    interval: between(point.low, point.high, share),
  };
  return (
    <Table.Tr>
      <RowName>{name}</RowName>
      {CELLS.map((column) => (
        <Table.Td key={column} className="number one-line" data-label={t(`outcomes.${column}`)}>
          {cells[column]}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
