/** The same figures by month, by grade or by manager. */

import { Anchor, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { behindAddress, type Shown, writeShown } from "./address";
import { Block } from "./block";
import { FIGURES, useLiveWords } from "./live-figures";
import type { LiveBy, LivePanel, LiveRow } from "./live-queries";
import { useFigures } from "./use-figures";

const COLUMN_PIXELS = 112;

export function LiveTable({ panel, rows }: { panel: LivePanel; rows: LiveRow[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const nameOf = useRowNames(panel.by);
  const figureNames = FIGURES.map(([name]) => t(`live.figures.${name}`));
  const month = formats.month(panel.month);
  const title =
    panel.by === "month"
      ? t("live.table.month")
      : t("live.table.ofMonth", { by: t(`live.table.${panel.by}`), month });
  const { economics } = panel;
  const told = (share: number) => formats.rate(share * 100);
  return (
    <Block
      title={title}
      note={t("live.economics", {
        loss: told(economics.loss_given_default),
        interest: told(economics.interest_rate),
        funding: told(economics.funding_rate),
      })}
      file={`live-${panel.by}-${panel.month}`}
      rows={() => [
        [t(`live.firsts.${panel.by}`), ...figureNames.flatMap((name) => [name, "n"])],
        ...rows.map((row) => [
          nameOf(row),
          ...FIGURES.flatMap(([name]) => [row[name].value, row[name].n]),
        ]),
      ]}
    >
      <DataTable
        label={title}
        columns={[
          { label: t(`live.firsts.${panel.by}`) },
          ...figureNames.map((label) => ({ label, numeric: true })),
        ]}
        minWidth={COLUMN_PIXELS * (FIGURES.length + 1)}
        cards
        empty={rows.length === 0 && t("live.none")}
      >
        {rows.map((row, place) => (
          <Line key={place} row={row} name={nameOf(row)} to={rowAddress(panel.by, row)} />
        ))}
      </DataTable>
    </Block>
  );
}

function useRowNames(by: LiveBy): (row: LiveRow) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const figures = useFigures();
  return (row) => {
    if (by === "month") return formats.month(row.month);
    return by === "grade" ? figures.grade(row.grade) : (row.manager_name ?? t("live.nobody"));
  };
}

const EVERYBODY: Shown = {
  month: null,
  standing: "active",
  model: null,
  manager: null,
  year: null,
};

/** Where a row's clients are: the portfolio of its month or manager, or the list of its grade. */
function rowAddress(by: LiveBy, row: LiveRow): string | null {
  const shown = { ...EVERYBODY, month: row.month.slice(0, 7) };
  if (by === "grade") return behindAddress(shown, { grade: row.grade ?? "none" });
  if (by === "month") return `/portfolio?${writeShown(shown)}`;
  return row.manager_id === null
    ? null
    : `/portfolio?${writeShown({ ...shown, manager: row.manager_id })}`;
}

interface LineProps {
  row: LiveRow;
  name: string;
  /** Null where no page holds them. */
  to: string | null;
}

function Line({ row, name, to }: LineProps) {
  const { t } = useTranslation();
  const words = useLiveWords();
  return (
    <Table.Tr>
      <RowName>
        {to === null ? (
          name
        ) : (
          <Anchor component={Link} to={to} size="sm" className="one-line">
            {name}
          </Anchor>
        )}
      </RowName>
      {FIGURES.map(([figure, unit]) => (
        <Table.Td key={figure} className="number" data-label={t(`live.figures.${figure}`)}>
          <span className="one-line" title={words.missing(row[figure]) ?? undefined}>
            {words.write(unit)(row[figure].value)}
          </span>
          <Text size="xs" c="dimmed" span className="denominator">
            {words.of(row[figure].n)}
          </Text>
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
