/** Clients by grade beside the month before, and what each grade carries. */

import { Anchor, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { GradeBadge } from "../scores/badges";
import { behindAddress, type Shown } from "./address";
import { Bars } from "./bars";
import { Block, ChartBlock, type Switch } from "./block";
import { lossOf, monthBefore, sum } from "./model";
import type { GradeRow, PortfolioSummary } from "./queries";
import { useFigures } from "./use-figures";

interface Props {
  summary: PortfolioSummary;
  shown: Shown;
}

/** The address of the clients of a grade; of who has none it is another word. */
export const gradeAddress = (shown: Shown, grade: string | null) =>
  behindAddress(shown, { grade: grade ?? "none" });

export function GradeBars({ summary: { grades, month }, shown, ...table }: Props & Switch) {
  const { t } = useTranslation();
  const formats = useFormats();
  const figures = useFigures();
  const rows = peopled(grades);
  const told = {
    clients: figures.clients(sum(rows.map(({ clients }) => clients))),
    month: formats.month(month ?? ""),
    before: formats.month(monthBefore(month ?? "")),
  };
  const isCompared = rows.some((row) => row.clients_before !== null);
  const titles = ["grade", "clients", "before", "share"] as const;
  return (
    <ChartBlock
      {...table}
      title={t("bookGrades.title")}
      note={t(isCompared ? "bookGrades.note" : "bookGrades.noteAlone", told)}
      file={`grades-${month}`}
      rows={() => [
        titles.map((name) => t(`bookGrades.${name}`)),
        ...rows.map((row) => [
          figures.grade(row.grade),
          row.clients,
          row.clients_before,
          row.share,
        ]),
      ]}
      chart={
        <Bars
          isWhole
          bars={rows.map((row) => ({
            label: shortOf(row.grade, figures.grade(row.grade)),
            parts: [{ value: row.clients }],
            before: row.clients_before,
            to: gradeAddress(shown, row.grade),
            told: t("bookGrades.told", {
              grade: figures.grade(row.grade),
              count: figures.count(row.clients),
            }),
          }))}
          tickLabel={formats.compact}
        />
      }
    >
      <DataTable
        label={t("bookGrades.title")}
        columns={titles.map((name) => ({
          label: t(`bookGrades.${name}`),
          numeric: name !== "grade",
        }))}
        minWidth={300}
        empty={rows.length === 0 && t("book.none")}
      >
        {rows.map((row) => (
          <Table.Tr key={row.grade}>
            <Grade row={row} />
            <Table.Td className="number">
              <ClientsOf row={row} shown={shown} />
            </Table.Td>
            <Table.Td className="number">{figures.count(row.clients_before)}</Table.Td>
            <Table.Td className="number">{figures.share(row.share)}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </ChartBlock>
  );
}

/** Below a bar stands a letter; what is beside the scale has a word, which is cut. */
const shortOf = (grade: string | null, name: string) =>
  grade?.length === 1 ? grade : `${name.slice(0, 5)}.`;

/** The grades of the scale, and beside it only who is there. */
function peopled(grades: readonly GradeRow[]): GradeRow[] {
  return grades.filter(
    ({ grade, clients, clients_before: before }) => grade?.length === 1 || clients || before,
  );
}

function Grade({ row: { grade } }: { row: GradeRow }) {
  const { t } = useTranslation();
  return <RowName>{grade ? <GradeBadge grade={grade} /> : t("book.unscored")}</RowName>;
}

function ClientsOf({ row, shown }: { row: GradeRow; shown: Shown }) {
  const { count } = useFigures();
  if (row.clients === 0) return count(0);
  return (
    <Anchor component={Link} to={gradeAddress(shown, row.grade)} size="sm">
      {count(row.clients)}
    </Anchor>
  );
}

const COLUMNS = ["share", "outstanding", "proba", "loss", "observed"] as const;

export function GradeTable({ summary: { grades, month, cohort }, shown }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = (column: (typeof COLUMNS)[number]) =>
    column === "share" ? t("bookGrades.share") : t(`bookTable.${column}`);
  const columns = [
    { label: t("bookGrades.grade") },
    { label: t("bookGrades.clients"), numeric: true },
    ...COLUMNS.map((column) => ({ label: name(column), numeric: true })),
  ];
  const rows = peopled(grades);
  return (
    <Block
      title={t("bookTable.title")}
      note={
        cohort ? t("bookTable.note", { cohort: formats.month(cohort) }) : t("bookTable.noCohort")
      }
      file={`grade-table-${month}`}
      rows={() => [
        [...columns.map(({ label }) => label), ...OBSERVED.map((name) => t(`bookTable.${name}`))],
        ...rows.map(cellsOf),
      ]}
    >
      <DataTable
        label={t("bookTable.title")}
        columns={columns}
        minWidth={760}
        cards
        empty={rows.length === 0 && t("book.none")}
      >
        {rows.map((row) => (
          <Line key={row.grade} row={row} shown={shown} name={name} />
        ))}
      </DataTable>
    </Block>
  );
}

/** In the file each figure has a column of its own. */
const OBSERVED = ["low", "high", "defaulted", "of"] as const;

const cellsOf = (row: GradeRow) => [
  row.grade,
  row.clients,
  row.share,
  Number(row.outstanding_rub),
  row.mean_proba,
  lossOf(row),
  row.observed?.rate ?? null,
  row.observed?.low ?? null,
  row.observed?.high ?? null,
  row.observed?.defaulted ?? null,
  row.observed?.clients ?? null,
];

interface LineProps {
  row: GradeRow;
  shown: Shown;
  name: (column: (typeof COLUMNS)[number]) => string;
}

function Line({ row, shown, name }: LineProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { observed } = row;
  const cells = {
    share: figures.share(row.share),
    outstanding: figures.money(Number(row.outstanding_rub)),
    proba: figures.proba(row.mean_proba),
    loss: figures.money(lossOf(row)),
    observed: <Observed observed={observed} />,
  };
  return (
    <Table.Tr>
      <Grade row={row} />
      <Table.Td className="number" data-label={t("bookGrades.clients")}>
        <ClientsOf row={row} shown={shown} />
      </Table.Td>
      {COLUMNS.map((column) => (
        <Table.Td key={column} className="number one-line" data-label={name(column)}>
          {cells[column]}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function Observed({ observed }: Pick<GradeRow, "observed">) {
  const { t } = useTranslation();
  const { share, count } = useFigures();
  if (!observed) return "–";
  return (
    <>
      {share(observed.rate)}
      <Text size="xs" c="dimmed" span display="block">
        {t("bookTable.observedOf", {
          count: observed.defaulted,
          of: count(observed.clients),
          low: share(observed.low),
          high: share(observed.high),
        })}
      </Text>
    </>
  );
}
