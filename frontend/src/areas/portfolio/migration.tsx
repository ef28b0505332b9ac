/** Who went from which grade to which: a matrix whose shades are the shares of each row. */

import { Anchor, Group, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { NotYet } from "../../kit/not-yet";
import { Section } from "../../kit/page";
import { masterScaleQuery } from "../scores/queries";
import { DEFAULT_GRADE } from "../scores/scale";
import { AskForRun } from "./ask-for-run";
import { behindAddress, type Shown } from "./address";
import { Block } from "./block";
import { GONE, type MatrixRow, matrixOf, monthBefore, NEW, UNSCORED } from "./model";
import { type Migration, migrationQuery } from "./queries";
import { useFigures } from "./use-figures";

interface BlockProps {
  shown: Shown;
  /** That were counted. */
  months: string[];
}

export function MigrationBlock({ shown, months }: BlockProps) {
  const moved = useQuery(migrationQuery(shown));
  const read = useQuery(masterScaleQuery);
  const [data, scale] = [moved.data, read.data];
  if (!data || !scale) return <NotYet queries={[moved, read]} height={320} />;
  if (data.before === null || !months.includes(data.before)) {
    return <NotComparable before={data.before} />;
  }
  const grades = [...scale.map(({ grade }) => grade), DEFAULT_GRADE];
  return (
    <Matrix migration={data} rows={matrixOf(data.moves, grades)} grades={grades} shown={shown} />
  );
}

function NotComparable({ before }: { before: string | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (before === null) return null;
  const told = { month: formats.month(before) };
  return (
    <Section title={t("bookMoves.title")}>
      <Text>{t("bookMoves.none", told)}</Text>
      <Group>
        <AskForRun month={before.slice(0, 7)} label={t("bookMoves.count", told)} />
      </Group>
    </Section>
  );
}

interface Props {
  migration: Migration;
  rows: MatrixRow[];
  /** From the best to the worst. */
  grades: string[];
  shown: Shown;
}

function Matrix({ migration, rows, grades, shown }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const figures = useFigures();
  const nameOf = useNames();
  const month = migration.month ?? "";
  const columns = rows[0]?.cells.map(({ grade }) => grade) ?? [];
  const titles = [
    t("bookMoves.from"),
    ...columns.map(nameOf),
    t("book.total"),
    t("bookMoves.better"),
    t("bookMoves.worse"),
  ];
  return (
    <Block
      title={t("bookMoves.title")}
      note={t("bookMoves.note", {
        before: formats.month(monthBefore(month)),
        month: formats.month(month),
      })}
      file={`migration-${month}`}
      rows={() => [
        titles,
        ...rows.map(({ before: from, cells, clients, better, worse }) => [
          nameOf(from),
          ...cells.map((cell) => cell.clients),
          ...[clients, better, worse],
        ]),
      ]}
    >
      <Sums sums={migration.sums} />
      <DataTable
        label={t("bookMoves.title")}
        columns={titles.map((label, place) => ({ label, numeric: place > 0 }))}
        minWidth={90 + 62 * titles.length}
        empty={rows.length === 0 && t("book.none")}
      >
        {rows.map((row) => (
          <Table.Tr key={row.before}>
            <RowName>{nameOf(row.before)}</RowName>
            {row.cells.map((cell) => (
              <Cell key={cell.grade} row={row} cell={cell} grades={grades} shown={shown} />
            ))}
            <Table.Td className="number">{figures.count(row.clients)}</Table.Td>
            <Table.Td className="number">{figures.share(row.better)}</Table.Td>
            <Table.Td className="number">{figures.share(row.worse)}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Block>
  );
}

function useNames(): (grade: string) => string {
  const { t } = useTranslation();
  const figures = useFigures();
  return (grade) => {
    if (grade === NEW) return t("bookMoves.newcomers");
    if (grade === GONE) return t("bookMoves.leavers");
    return figures.grade(grade === UNSCORED ? null : grade);
  };
}

function Sums({ sums }: Pick<Migration, "sums">) {
  const { t } = useTranslation();
  return (
    <Group gap="md">
      {(["up", "down", "same", "new", "gone"] as const).map((name) => (
        <Text key={name} size="sm">
          {t(`bookMoves.${name}`, { count: sums[name] })}
        </Text>
      ))}
    </Group>
  );
}

interface CellProps extends Pick<Props, "grades" | "shown"> {
  row: MatrixRow;
  cell: MatrixRow["cells"][number];
}

function Cell({ row, cell, grades, shown }: CellProps) {
  const { share, count } = useFigures();
  if (cell.clients === 0) return <Table.Td className="number" />;
  const told = (
    <>
      {share(Math.round(cell.share * 1000) / 1000)}
      <Text size="xs" span display="block">
        {count(cell.clients)}
      </Text>
    </>
  );
  // Who came was not there before, and who left is not there now: no list holds them
  const isListed = row.before !== NEW && cell.grade !== GONE;
  return (
    <Table.Td
      className="number move"
      data-way={wayOf(row.before, cell.grade, grades)}
      style={{ "--share": cell.share }}
    >
      {isListed ? (
        <Anchor component={Link} to={moveAddress(shown, row, cell)} size="sm" c="inherit">
          {told}
        </Anchor>
      ) : (
        told
      )}
    </Table.Td>
  );
}

const orNone = (grade: string) => (grade === UNSCORED ? "none" : grade);
const moveAddress = (shown: Shown, row: MatrixRow, cell: CellProps["cell"]) =>
  behindAddress(shown, { gradeBefore: orNone(row.before), grade: orNone(cell.grade) });

/** Which way it is from one grade to another; nothing where one of them is not on the scale. */
function wayOf(before: string, grade: string, grades: readonly string[]) {
  const [from, to] = [grades.indexOf(before), grades.indexOf(grade)];
  if (from < 0 || to < 0) return undefined;
  if (from === to) return "same";
  return to > from ? "worse" : "better";
}
