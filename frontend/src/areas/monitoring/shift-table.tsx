/** What moved the mean log-odds, reason by reason: contributions add up, so their shifts do. */

import { Group, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { useRuleName } from "../decisions/reason-code";
import { CsvButton } from "./csv-button";
import { shiftsInOrder } from "./drift-model";
import type { ReasonShift } from "./shapes";

interface Props {
  shift: number | null;
  parts: ReasonShift[];
  file: string;
}

export function ShiftTable({ shift, parts, file }: Props) {
  const { t } = useTranslation();
  const { signed } = useFormats();
  const nameOf = useRuleName();
  if (shift === null) return <Text c="dimmed">{t("drift.noShift")}</Text>;
  const ordered = shiftsInOrder(parts);
  const most = Math.max(0.01, ...ordered.map((part) => Math.abs(part.log_odds)));
  const titles = [t("drift.reason"), t("drift.shift")];
  return (
    <>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm">{t("drift.shiftIs", { shift: signed(shift) })}</Text>
        <CsvButton
          name={file}
          label={t("drift.shifts")}
          columns={titles}
          rows={() => ordered.map((part) => [nameOf(part.code), part.log_odds])}
        />
      </Group>
      <DataTable
        label={t("drift.shifts")}
        columns={titles.map((label) => ({ label }))}
        minWidth={300}
        empty={ordered.length === 0 && t("drift.noShift")}
      >
        {ordered.map((part) => (
          <Table.Tr key={part.code}>
            <RowName>{nameOf(part.code)}</RowName>
            <Table.Td>
              <Group gap="xs" wrap="nowrap">
                <ShiftBar share={part.log_odds / most} />
                <span className="one-line">{signed(part.log_odds)}</span>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </>
  );
}

const HALF = 60;

/** To the right what raises the risk. */
function ShiftBar({ share }: { share: number }) {
  const width = Math.abs(share) * HALF;
  return (
    <svg width={2 * HALF} height={12} aria-hidden style={{ flexShrink: 0 }}>
      <rect
        x={share < 0 ? HALF - width : HALF}
        y={1}
        width={width}
        height={10}
        fill="currentColor"
        opacity={0.6}
      />
      <line x1={HALF} x2={HALF} y1={0} y2={12} stroke="currentColor" />
    </svg>
  );
}
