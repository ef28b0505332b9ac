/** The verdicts month by month, the newest first; a month leads to its figures. */

import { Anchor, Group, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { CsvButton } from "./csv-button";
import { useFigures } from "./figures";
import type { Verdict } from "./shapes";
import { loudSignals, VERDICT_TONES } from "./watched-model";
import { StateText } from "./watched-state";

const NAMES = ["month", "verdict", "signals", "state", "owner", "note"] as const;

interface Props {
  verdicts: Verdict[];
  shown: string | null;
  onShow: (month: string) => void;
}

export function PeriodList({ verdicts, shown, onShow }: Props) {
  const { t } = useTranslation();
  const titles = useTitles();
  return (
    <>
      <Group justify="flex-end">
        <CsvButton
          name="verdicts"
          label={t("monitor.periods")}
          columns={titles}
          rows={() =>
            verdicts.map((one) => [
              one.month.slice(0, 7),
              t(`monitor.verdicts.${one.verdict}`),
              loudSignals(one.signals).length,
              t(`watched.states.${one.state}`),
              one.owner_name,
              one.note,
            ])
          }
        />
      </Group>
      <DataTable
        label={t("monitor.periods")}
        columns={titles.map((label, place) => ({ label, numeric: place === 2 }))}
        minWidth={720}
        cards
      >
        {verdicts.map((verdict) => (
          <Line
            key={verdict.id}
            verdict={verdict}
            isShown={verdict.month.slice(0, 7) === shown}
            onShow={() => onShow(verdict.month.slice(0, 7))}
          />
        ))}
      </DataTable>
    </>
  );
}

function useTitles(): string[] {
  const { t } = useTranslation();
  return NAMES.map((name) =>
    name === "state" || name === "owner" || name === "note"
      ? t(`watched.${name}`)
      : t(`monitor.${name}`),
  );
}

interface LineProps {
  verdict: Verdict;
  isShown: boolean;
  onShow: () => void;
}

function Line({ verdict, isShown, onShow }: LineProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { count } = useFigures();
  return (
    <Table.Tr>
      <RowName>
        <Anchor
          component="button"
          type="button"
          ta="start"
          onClick={onShow}
          {...(isShown && { "aria-current": "true" as const, fw: 600 })}
        >
          {formats.month(verdict.month)}
        </Anchor>
      </RowName>
      <Table.Td>
        <span className="tone" data-tone={VERDICT_TONES[verdict.verdict]}>
          {t(`monitor.verdicts.${verdict.verdict}`)}
        </span>
      </Table.Td>
      <Table.Td className="number" data-label={t("monitor.signals")}>
        {count(loudSignals(verdict.signals).length)}
      </Table.Td>
      <Table.Td>
        <StateText watched={verdict} />
      </Table.Td>
      <Table.Td data-label={t("watched.owner")}>{verdict.owner_name ?? "–"}</Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>{verdict.note}</Table.Td>
    </Table.Tr>
  );
}
