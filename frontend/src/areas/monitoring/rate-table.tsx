/** What was foretold and what was seen: by grade, and in all. */

import { Group, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Cell } from "../../kit/csv";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { CsvButton } from "./csv-button";
import { useFigures } from "./figures";
import { LightChip } from "./light";
import type { OutcomeRow } from "./shapes";

const NAMES = [
  ...(["n", "defaults", "foretold", "expected"] as const),
  ...(["observed", "interval", "pLow", "pHigh"] as const),
];
const FILE = [
  ...(["n", "defaults", "foretold", "expected", "observed"] as const),
  ...(["low", "high", "pLow", "pHigh"] as const),
];
type Name = (typeof NAMES)[number];

export interface NamedRow {
  name: string;
  row: OutcomeRow;
}

interface Props {
  label: string;
  first: string;
  rows: NamedRow[];
  file: string;
}

export function RateTable({ label, first, rows, file }: Props) {
  const { t } = useTranslation();
  const titled = (names: readonly (Name | (typeof FILE)[number])[]) => [
    first,
    ...names.map((name) => t(`outcomes.${name}`)),
    t("outcomes.light"),
  ];
  const columns = titled(NAMES).map((title, place) => ({
    label: title,
    numeric: place > 0 && place <= NAMES.length,
  }));
  return (
    <>
      <Group justify="flex-end">
        <CsvButton
          name={file}
          label={label}
          columns={titled(FILE)}
          rows={() => rows.map((one) => [...cellsOf(one), t(`lights.${one.row.light ?? "none"}`)])}
        />
      </Group>
      <DataTable label={label} columns={columns} minWidth={880} cards>
        {rows.map((one) => (
          <Line key={one.name} one={one} />
        ))}
      </DataTable>
    </>
  );
}

function cellsOf({ name, row }: NamedRow): Cell[] {
  const { count, defaults, expected, mean_proba, rate, low, high } = row;
  return [
    ...[name, count, defaults, expected, mean_proba, rate, low, high],
    ...[row.p_too_low, row.p_too_high],
  ];
}

function Line({ one: { name, row } }: { one: NamedRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { count, p, share, oneDigit, between } = useFigures();
  const cells: Record<Name, string> = {
    n: count(row.count),
    defaults: count(row.defaults),
    foretold: oneDigit(row.expected),
    expected: formats.percentInTable(row.mean_proba),
    observed: share(row.rate),
    interval: between(row.low, row.high, share),
    pLow: p(row.p_too_low),
    pHigh: p(row.p_too_high),
  };
  return (
    <Table.Tr>
      <RowName>{name}</RowName>
      {NAMES.map((column) => (
        <Table.Td key={column} className="number one-line" data-label={t(`outcomes.${column}`)}>
          {cells[column]}
        </Table.Td>
      ))}
      <Table.Td>
        <LightChip light={row.light} />
      </Table.Td>
    </Table.Tr>
  );
}
