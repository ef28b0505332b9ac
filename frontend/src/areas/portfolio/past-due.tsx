/** Who is 30 or more days late, month by month. */

import { Anchor, Group, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { behindAddress, LATE, type Shown, type Status, STATUSES } from "./address";
import { Bars } from "./bars";
import { ChartBlock, type Switch } from "./block";
import { type LateMonth, lateMonthsOf, lateShares, sum } from "./model";
import type { PortfolioSummary } from "./queries";
import { useFigures } from "./use-figures";

interface Props extends Switch {
  summary: PortfolioSummary;
  shown: Shown;
}

export function PastDue({ summary, shown, ...table }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const figures = useFigures();
  const months = lateMonthsOf(summary.past_due);
  const last = months.at(-1);
  const nameOf = (status: Status) =>
    status === "none" ? t("book.unknownStatus") : t(`bookLate.short.${status}`);
  const columns = STATUSES.filter((one) => months.some(({ by }) => by.has(one)));
  const titles = [
    t("bookLate.month"),
    t("bookLate.clients"),
    t("bookLate.late"),
    ...columns.map(nameOf),
  ];
  return (
    <ChartBlock
      {...table}
      title={t("bookLate.title")}
      note={t("bookLate.note", {
        clients: figures.clients(last?.clients ?? 0),
        month: formats.month(summary.month ?? ""),
      })}
      file={`past-due-${summary.month}`}
      rows={() => [
        titles,
        ...months.map((one) => [
          one.month.slice(0, 7),
          one.clients,
          lateCount(one),
          ...columns.map((status) => one.by.get(status)?.clients ?? 0),
        ]),
      ]}
      chart={<Stacks months={months} shown={shown} />}
    >
      <DataTable
        label={t("bookLate.title")}
        columns={titles.map((label, place) => ({ label, numeric: place > 0 }))}
        minWidth={620}
        cards
        empty={months.length === 0 && t("book.none")}
      >
        {[...months].reverse().map((month) => (
          <Line key={month.month} month={month} columns={columns} shown={shown} nameOf={nameOf} />
        ))}
      </DataTable>
    </ChartBlock>
  );
}

function Stacks({ months, shown }: { months: LateMonth[]; shown: Shown }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { share, count } = useFigures();
  const isAnybodyLate = months.some((month) => lateCount(month) > 0);
  if (!isAnybodyLate) return <Text>{t("bookLate.noLate")}</Text>;
  return (
    <>
      <Bars
        bars={months.map((month) => ({
          label: formats.monthOnAxis(month.month),
          parts: lateShares(month).map((part) => ({ value: part.share, kind: part.status })),
          to: behindAddress(atMonth(shown, month), { statuses: [...LATE] }),
          told: t("bookLate.told", {
            month: formats.month(month.month),
            share: share(lateCount(month) / month.clients),
            count: count(lateCount(month)),
            of: count(month.clients),
          }),
        }))}
        tickLabel={share}
      />
      <Group gap="sm" aria-hidden>
        {LATE.map((status) => (
          <Text key={status} size="xs">
            <span className="swatch" data-kind={status} />
            {t(`bookLate.short.${status}`)}
          </Text>
        ))}
      </Group>
    </>
  );
}

const atMonth = (shown: Shown, { month }: LateMonth): Shown => ({
  ...shown,
  month: month.slice(0, 7),
});
const lateCount = ({ by }: LateMonth) => sum(LATE.map((one) => by.get(one)?.clients ?? 0));

interface LineProps {
  month: LateMonth;
  columns: readonly Status[];
  shown: Shown;
  nameOf: (status: Status) => string;
}

function Line({ month, columns, shown, nameOf }: LineProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const there = atMonth(shown, month);
  const counted = (count: number, to: string) =>
    count === 0 ? (
      formats.number(0)
    ) : (
      <Anchor component={Link} to={to} size="sm">
        {formats.number(count)}
      </Anchor>
    );
  return (
    <Table.Tr>
      <RowName>
        <span className="one-line">{formats.month(month.month)}</span>
      </RowName>
      <Table.Td className="number" data-label={t("bookLate.clients")}>
        {counted(month.clients, behindAddress(there, {}))}
      </Table.Td>
      <Table.Td className="number" data-label={t("bookLate.late")}>
        {counted(lateCount(month), behindAddress(there, { statuses: [...LATE] }))}
      </Table.Td>
      {columns.map((one) => (
        <Table.Td key={one} className="number" data-label={nameOf(one)}>
          {counted(month.by.get(one)?.clients ?? 0, behindAddress(there, { statuses: [one] }))}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
