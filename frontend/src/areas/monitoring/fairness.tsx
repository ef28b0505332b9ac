/** Fairness: how groups fare that no model knows, by the policy and by people. */

import { Group, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { CsvButton } from "./csv-button";
import { fairnessCells, FAIRNESS_FILE } from "./fairness-file";
import { useFairnessTexts } from "./fairness-texts";
import type { Fairness, FairnessGroup } from "./shapes";

const NAMES = [
  ...(["recommended", "recommendationRatio", "decided", "decisionRatio"] as const),
  ...(["discretion", "observed", "expected"] as const),
];

export function FairnessFigures({ fairness }: { fairness: Fairness }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { cohort, too_small: count, fewest } = fairness;
  return (
    <Section title={t("fairness.title")}>
      <Text size="sm">{t("fairness.why")}</Text>
      <Text size="sm" c="dimmed">
        {t("fairness.when", { month: formats.month(fairness.month) })}{" "}
        {cohort === null
          ? t("fairness.noOutcomes")
          : t("fairness.outcomes", { cohort: formats.month(cohort) })}{" "}
        {t("fairness.ratioWhy")}
      </Text>
      <Groups fairness={fairness} />
      {count > 0 && (
        <Text size="sm" c="dimmed">
          {t("fairness.tooSmall", { count, fewest })}
        </Text>
      )}
    </Section>
  );
}

function Groups({ fairness: { groups, month } }: { fairness: Fairness }) {
  const { t } = useTranslation();
  const { nameOf } = useFairnessTexts();
  return (
    <Stack gap="xs">
      <Group justify="flex-end">
        <CsvButton
          name={`fairness-${month.slice(0, 7)}`}
          label={t("fairness.title")}
          columns={FAIRNESS_FILE.map(([name, part]) =>
            part ? `${t(`fairness.${name}`)}, ${t(`fairness.${part}`)}` : t(`fairness.${name}`),
          )}
          rows={() => groups.map((group) => [nameOf(group), ...fairnessCells(group)])}
        />
      </Group>
      <DataTable
        label={t("fairness.title")}
        columns={[
          { label: t("fairness.group") },
          ...NAMES.map((name) => ({ label: t(`fairness.${name}`), numeric: true })),
        ]}
        minWidth={900}
        cards
        empty={groups.length === 0 && t("fairness.none")}
      >
        {groups.map((group) => (
          <Line key={`${group.attribute}-${group.group}`} group={group} />
        ))}
      </DataTable>
    </Stack>
  );
}

function Line({ group }: { group: FairnessGroup }) {
  const { t } = useTranslation();
  const { nameOf, cellsOf } = useFairnessTexts();
  const cells = cellsOf(group);
  return (
    <Table.Tr>
      <RowName>{nameOf(group)}</RowName>
      {NAMES.map((name) => (
        <Table.Td key={name} className="number" data-label={t(`fairness.${name}`)}>
          {cells[name].map((text) => (
            <Text key={text} size="sm" className="one-line">
              {text}
            </Text>
          ))}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
