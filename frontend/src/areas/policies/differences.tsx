/** What is different from another version, figure by figure. */

import { NativeSelect, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { Section } from "../../kit/page";
import { policiesQuery, type PolicyVersion } from "./queries";
import { usePolicyWords } from "./show";

interface Props {
  policy: PolicyVersion;
  onCompare: (against: number) => void;
}

export function Differences({ policy, onCompare }: Props) {
  const { t } = useTranslation();
  const words = usePolicyWords();
  const { data } = useInfiniteQuery(policiesQuery);
  const others = (data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ id }) => id !== policy.id);
  const compared = policy.compared_with;
  return (
    <Section title={t("policy.differences")}>
      {others.length > 0 && (
        <NativeSelect
          label={t("policy.compareWith")}
          value={compared?.id ?? ""}
          onChange={(event) => onCompare(Number(event.currentTarget.value))}
          data={[
            ...(compared ? [] : [{ value: "", label: "–" }]),
            ...others.map(({ id, version, state }) => ({
              value: String(id),
              label: `${version} · ${t(`policyStates.${state}`)}`,
            })),
          ]}
        />
      )}
      {!compared && <Text c="dimmed">{t("policy.notCompared")}</Text>}
      {compared && policy.differences.length === 0 && <Text>{t("policy.same")}</Text>}
      {policy.differences.length > 0 && (
        <DataTable
          label={t("policy.differences")}
          minWidth={420}
          cards
          columns={[
            { label: t("policy.figure") },
            { label: t("policy.before") },
            { label: t("policy.after") },
          ]}
        >
          {policy.differences.map((one) => (
            <Table.Tr key={one.field}>
              <RowName>{words.label(one.field)}</RowName>
              <Table.Td data-label={t("policy.before")}>
                {words.value(one, one.before, one.before_points)}
              </Table.Td>
              <Table.Td data-label={t("policy.after")}>
                {words.value(one, one.after, one.after_points)}
              </Table.Td>
            </Table.Tr>
          ))}
        </DataTable>
      )}
    </Section>
  );
}
