/** What is in force and what the scenario does, side by side, with the difference. */

import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { type Formats, useFormats } from "../../kit/format";
import type { Figures } from "./simulator-model";
import type { Estimated, SimulatedFigures } from "./simulator-queries";

/** Points: what shares differ by, in percentage points. */
type Kind = "count" | "percent" | "points" | "decimal" | "money";

const ROWS = [
  ["approval_rate", "percent"],
  ["approved", "count"],
  ["reviewed", "count"],
  ["reviews_a_day", "decimal"],
  ["declined", "count"],
  ["expected_defaults", "decimal"],
  ["expected_loss_rub", "money"],
  ["cost_of_risk", "percent"],
  ["nii_after_loss_rub", "money"],
] as const satisfies readonly (readonly [keyof Figures, Kind])[];

/** Returns how a figure is written; null is what cannot be told. */
export function useWriter(): (kind: Kind) => (value: number | null) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (kind) => (value) => {
    if (value === null) return "–";
    if (kind === "points") {
      const points = formats.number(Math.round(value * 10_000) / 100);
      return t("simulation.percentagePoints", { points });
    }
    return written(formats, kind, value);
  };
}

function written(formats: Formats, kind: Kind, value: number): string {
  if (kind === "money") return formats.money(Math.round(value));
  if (kind === "percent") return formats.rate(value * 100);
  return formats.number(kind === "count" ? Math.round(value) : Math.round(value * 10) / 10);
}

/** Returns the kind in which two of a kind differ. */
export function differenceOf(kind: Kind): Kind {
  return kind === "percent" ? "points" : kind;
}

/** Returns the same with its sign. */
export function withSign(write: (value: number | null) => string) {
  return (value: number | null): string => {
    if (value === null) return write(value);
    const text = write(Math.abs(value));
    if (!/[1-9]/.test(text)) return text;
    return `${value > 0 ? "+" : "−"}${text}`;
  };
}

interface Props {
  inForce: Figures;
  scenario: Figures;
  /** What the service said of this very scenario; left out while it is being calculated. */
  estimated: SimulatedFigures["figures"] | undefined;
}

export function FiguresTable({ inForce, scenario, estimated }: Props) {
  const { t } = useTranslation();
  const writerOf = useWriter();
  const columns = [
    { label: t("simulation.figure") },
    { label: t("simulation.inForce"), numeric: true },
    { label: t("simulation.scenario"), numeric: true },
    { label: t("simulation.difference"), numeric: true },
  ];
  return (
    <>
      <DataTable label={t("simulation.figures")} columns={columns} minWidth={520} cards>
        {ROWS.map(([name, kind]) => {
          const write = writerOf(kind);
          const writeChange = withSign(writerOf(differenceOf(kind)));
          const known = estimated?.find((figure) => figure.name === name);
          const [before, after] = [inForce[name], scenario[name]];
          const difference = before === null || after === null ? null : after - before;
          return (
            <Table.Tr key={name}>
              <RowName>{t(`simulation.names.${name}`)}</RowName>
              <Value
                label={columns[1]?.label}
                value={write(before)}
                of={known?.baseline}
                write={write}
              />
              <Value
                label={columns[2]?.label}
                value={write(after)}
                of={known?.candidate}
                write={write}
              />
              <Value
                label={columns[3]?.label}
                value={writeChange(difference)}
                of={known?.difference}
                write={writeChange}
                isStrong
              />
            </Table.Tr>
          );
        })}
      </DataTable>
      <Text size="sm" c="dimmed">
        {t("simulation.intervals")}
      </Text>
    </>
  );
}

interface ValueProps {
  label: string | undefined;
  value: string;
  of: Estimated | undefined;
  write: (value: number | null) => string;
  isStrong?: boolean;
}

function Value({ label, value, of, write, isStrong = false }: ValueProps) {
  const { t } = useTranslation();
  return (
    <Table.Td className="number" data-label={label}>
      <Text span fw={isStrong ? 600 : 400}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {of ? t("simulation.interval", { low: write(of.low), high: write(of.high) }) : "…"}
      </Text>
    </Table.Td>
  );
}
