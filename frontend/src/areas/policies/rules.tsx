/** What a version says: each condition with its figure, and what follows where it does not hold. */

import { Stack, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { CutOffStrip } from "./cut-off-strip";
import { FIGURES, figuresOf, type Group, GROUPS, readFigure } from "./figures";
import type { PolicyVersion } from "./queries";
import { usePolicyWords } from "./show";

export function Rules({ policy }: { policy: PolicyVersion }) {
  const { t } = useTranslation();
  const { cutOff } = usePolicyWords();
  const { body, approve_from_points, decline_below_points } = policy;
  return (
    <Section title={t("policy.rules")}>
      <Title order={3} size="h5">
        {t("policyGroups.cutOffs")}
      </Title>
      <CutOffStrip approve={approve_from_points} decline={decline_below_points} />
      <Text size="sm">
        {t("policyFigures.approve_below")}: {cutOff(approve_from_points, body.approve_below)}
        {" · "}
        {t("policyFigures.decline_from")}: {cutOff(decline_below_points, body.decline_from)}
      </Text>
      <Bands policy={policy} />
      {GROUPS.map((group) => (
        <GroupOfRules key={group} group={group} policy={policy} />
      ))}
    </Section>
  );
}

function Bands({ policy }: { policy: PolicyVersion }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = usePolicyWords();
  const { bands } = policy.body.lending;
  if (bands.length === 0) return <Text size="sm">{t("policyForm.noBands")}</Text>;
  return (
    <Stack gap={2}>
      {bands.map((band) => (
        <Text size="sm" key={`${band.model} ${band.amount_from_rub}`}>
          {words.band("approve_below", words.model(band.model ?? null), band.amount_from_rub)}:{" "}
          {formats.percent(band.approve_below)}
          {" · "}
          {t("policyFigures.decline_from")}: {formats.percent(band.decline_from)}
        </Text>
      ))}
    </Stack>
  );
}

function GroupOfRules({ group, policy }: { group: Group; policy: PolicyVersion }) {
  const { t } = useTranslation();
  const words = usePolicyWords();
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t(`policyGroups.${group}`)}
      </Title>
      <DataTable
        label={t(`policyGroups.${group}`)}
        minWidth={320}
        cards
        columns={[
          { label: t("policy.condition") },
          { label: t("policy.limit") },
          { label: t("policy.otherwise") },
        ]}
      >
        {figuresOf(group).map((name) => (
          <Table.Tr key={name}>
            <RowName>{t(`policyFigures.${name}`)}</RowName>
            <Table.Td data-label={t("policy.limit")}>
              {words.figure(name, readFigure(policy.body, name))}
            </Table.Td>
            <Table.Td data-label={t("policy.otherwise")}>
              {t(`policyOutcomes.${FIGURES[name].outcome}`)}
            </Table.Td>
          </Table.Tr>
        ))}
        {group === "limits" && <Incomes policy={policy} />}
        {group === "authorities" && <Nobody policy={policy} />}
      </DataTable>
    </Stack>
  );
}

function Incomes({ policy }: { policy: PolicyVersion }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const grades = Object.entries(policy.body.lending.limits.incomes_by_grade);
  return grades.map(([grade, incomes]) => (
    <Table.Tr key={grade}>
      <RowName>{t("policyFigures.incomes_by_grade", { grade })}</RowName>
      <Table.Td data-label={t("policy.limit")}>{formats.number(incomes)}</Table.Td>
      <Table.Td data-label={t("policy.otherwise")}>{t("policyOutcomes.review")}</Table.Td>
    </Table.Tr>
  ));
}

/** Which rules nobody approves against, and which models tell so little that somebody looks. */
function Nobody({ policy }: { policy: PolicyVersion }) {
  const { t } = useTranslation();
  const words = usePolicyWords();
  const { authorities, little_told_by } = policy.body.lending;
  const none = t("policyUnits.none");
  const second = authorities.second_against_knock_out;
  const rows = [
    ["second_against_knock_out", t(second ? "policyUnits.yes" : "policyUnits.no"), "second"],
    ["never_overridden", authorities.never_overridden.map(words.rule).join(", "), "decline"],
    ["little_told_by", little_told_by.map(words.model).join(", "), "review"],
  ] as const;
  return rows.map(([name, told, outcome]) => (
    <Table.Tr key={name}>
      <RowName>{t(`policyFigures.${name}`)}</RowName>
      <Table.Td data-label={t("policy.limit")}>{told || none}</Table.Td>
      <Table.Td data-label={t("policy.otherwise")}>{t(`policyOutcomes.${outcome}`)}</Table.Td>
    </Table.Tr>
  ));
}
