/** What has moved: a row a figure, which opens what it was and is. */

import { Anchor, Group, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Cell } from "../../kit/csv";
import { DataTable, RowName } from "../../kit/data-table";
import { CsvButton } from "./csv-button";
import { DriftBins } from "./drift-bins";
import { inOrder, largestPsi } from "./drift-model";
import { DriftYear } from "./drift-year";
import { useFeatureName } from "./feature-name";
import { useFigures } from "./figures";
import { LightChip } from "./light";
import type { Courses } from "./lines";
import { PsiBar } from "./psi-bar";
import type { Characteristic, PsiPoint } from "./shapes";

const NAMES = ["figure", "psi", "p", "light", "n", "missing", "year"] as const;
const NUMERIC: ReadonlySet<string> = new Set(["psi", "p", "n", "missing"]);

interface Props {
  characteristics: Characteristic[];
  courses: Courses;
  file: string;
  /** The one whose bins are shown. */
  open: string | null;
  onOpen: (name: string | null) => void;
}

export function DriftTable({ characteristics, courses, file, open, onOpen }: Props) {
  const { t } = useTranslation();
  const cellsOf = useCells();
  const titles = NAMES.map((name) => t(`drift.${name}`));
  const ordered = inOrder(characteristics);
  return (
    <>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed">
          {t("drift.rule")}
        </Text>
        <CsvButton
          name={file}
          label={t("drift.table")}
          columns={titles.slice(0, -1)}
          rows={() => ordered.map(cellsOf)}
        />
      </Group>
      <DataTable
        label={t("drift.table")}
        columns={NAMES.map((name) => ({ label: t(`drift.${name}`), numeric: NUMERIC.has(name) }))}
        minWidth={860}
        cards
        empty={ordered.length === 0 && t("drift.none")}
      >
        {ordered.map((found) => (
          <Row
            key={found.name}
            found={found}
            most={largestPsi(characteristics)}
            course={courses[found.name] ?? []}
            isOpen={found.name === open}
            onToggle={() => onOpen(found.name === open ? null : found.name)}
          />
        ))}
      </DataTable>
    </>
  );
}

function useCells(): (found: Characteristic) => Cell[] {
  const { t } = useTranslation();
  const nameOf = useFeatureName();
  return ({ name, psi, p_value, light, count, missing }) => [
    ...[nameOf(name), psi, p_value, t(`lights.${light ?? "none"}`), count, missing],
  ];
}

interface RowProps {
  found: Characteristic;
  most: number;
  course: PsiPoint[];
  isOpen: boolean;
  onToggle: () => void;
}

function Row({ found, most, course, isOpen, onToggle }: RowProps) {
  const { t } = useTranslation();
  const { statistic, p, count } = useFigures();
  const nameOf = useFeatureName();
  return (
    <>
      <Table.Tr {...(found.light === null && { c: "dimmed" })}>
        <RowName>
          <Anchor
            component="button"
            type="button"
            ta="start"
            aria-expanded={isOpen}
            onClick={onToggle}
          >
            {nameOf(found.name)}
          </Anchor>
        </RowName>
        <Table.Td className="number" data-label={t("drift.psi")}>
          <Group gap="xs" wrap="nowrap" display="inline-flex">
            {found.psi !== null && <PsiBar psi={found.psi} most={most} />}
            <span>{statistic(found.psi)}</span>
          </Group>
        </Table.Td>
        <Table.Td className="number" data-label={t("drift.p")}>
          {p(found.p_value)}
        </Table.Td>
        <Table.Td>
          <LightChip light={found.light} />
        </Table.Td>
        <Table.Td className="number" data-label={t("drift.n")}>
          {count(found.count)}
        </Table.Td>
        <Table.Td className="number" data-label={t("drift.missing")}>
          {count(found.missing)}
        </Table.Td>
        <Table.Td>
          <DriftYear course={course} />
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={NAMES.length} w="100%">
            <DriftBins found={found} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
