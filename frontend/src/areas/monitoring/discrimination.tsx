/** How well the model told people apart, cohort by cohort, beside how it did when it was made. */

import { Group, SimpleGrid, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { AucChart } from "./auc-chart";
import { CsvButton } from "./csv-button";
import { useFigures } from "./figures";
import { areasOf } from "./lines";
import type { InitialArea, OutcomePoint, Separation } from "./shapes";

interface Props {
  separation: Separation | null;
  cohorts: OutcomePoint[];
  file: string;
}

export function Discrimination({ separation, cohorts, file }: Props) {
  const { t } = useTranslation();
  const areas = areasOf(cohorts);
  const initial = separation?.initial;
  return (
    <>
      {separation === null && <Text c="dimmed">{t("outcomes.noArea")}</Text>}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {areas.length > 0 && (
          <div>
            <AucChart points={areas} promised={initial ?? null} />
            {initial && <Promised initial={initial} />}
          </div>
        )}
        {cohorts.length > 0 && <Cohorts cohorts={cohorts} file={file} />}
      </SimpleGrid>
    </>
  );
}

const KNOWN = ["out_of_time", "grouped"] as const;

/** What the dashed line is, and how it was found. */
function Promised({ initial: { auc, protocol } }: { initial: InitialArea }) {
  const { t } = useTranslation();
  const { statistic } = useFigures();
  const known = KNOWN.find((name) => name === protocol);
  return (
    <Text size="sm" c="dimmed">
      {t("outcomes.promised", {
        value: statistic(auc),
        protocol: known ? t(`outcomes.protocols.${known}`) : protocol,
      })}
    </Text>
  );
}

const CELLS = ["n", "defaults", "auc", "interval"] as const;
const FILE = ["month", "n", "defaults", "foretold", "auc", "low", "high", "slope"] as const;

function Cohorts({ cohorts, file }: Pick<Props, "cohorts" | "file">) {
  const { t } = useTranslation();
  return (
    <div>
      <Group justify="flex-end">
        <CsvButton
          name={file}
          label={t("outcomes.byCohort")}
          columns={FILE.map((name) => t(`outcomes.${name}`))}
          rows={() =>
            cohorts.map(({ cohort, count, defaults, expected, auc, low, high, slope }) => [
              ...[cohort.slice(0, 7), count, defaults, expected, auc, low, high, slope],
            ])
          }
        />
      </Group>
      <DataTable
        label={t("outcomes.byCohort")}
        columns={[
          { label: t("outcomes.month") },
          ...CELLS.map((name) => ({ label: t(`outcomes.${name}`), numeric: true })),
        ]}
        minWidth={440}
        cards
      >
        {[...cohorts].reverse().map((cohort) => (
          <Line key={cohort.month} cohort={cohort} />
        ))}
      </DataTable>
    </div>
  );
}

function Line({ cohort }: { cohort: OutcomePoint }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { count, statistic, between } = useFigures();
  const cells = {
    n: count(cohort.count),
    defaults: count(cohort.defaults),
    auc: statistic(cohort.auc),
    interval: between(cohort.low, cohort.high, statistic),
  };
  return (
    <Table.Tr>
      <RowName>
        <span className="one-line">{formats.month(cohort.cohort)}</span>
      </RowName>
      {CELLS.map((name) => (
        <Table.Td key={name} className="number one-line" data-label={t(`outcomes.${name}`)}>
          {cells[name]}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
