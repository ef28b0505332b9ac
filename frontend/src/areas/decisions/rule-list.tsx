/** The rules of the policy that fired, each with what it saw and what it allows. */

import { Group, List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { DecisionBadge } from "../scores/badges";
import type { Finding } from "./queries";
import { useRuleName } from "./reason-code";
import { type Unit, unitOf } from "./rules";

export function Rules({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation();
  const ruleName = useRuleName();
  if (findings.length === 0) return <Text c="dimmed">{t("grounds.noRules")}</Text>;
  return (
    <List listStyleType="none" spacing="sm">
      {findings.map((finding) => (
        <List.Item key={finding.rule}>
          <Group gap="xs">
            <Text span>{ruleName(finding.rule)}</Text>
            <DecisionBadge decision={finding.outcome} />
          </Group>
          <Seen finding={finding} />
        </List.Item>
      ))}
    </List>
  );
}

function Seen({ finding: { rule, value, limit } }: { finding: Finding }) {
  const { t } = useTranslation();
  const write = useUnits();
  const unit = unitOf(rule);
  if (limit === null || unit === undefined) return null;
  const bound = write[unit](limit);
  return (
    <Text size="sm" c="dimmed">
      {value === null
        ? t("grounds.ruleUnknown", { limit: bound })
        : t("grounds.ruleIs", { value: write[unit](value), limit: bound })}
    </Text>
  );
}

/** Returns how the value of a rule is written, by its unit. */
function useUnits(): Record<Unit, (value: number) => string> {
  const { t } = useTranslation();
  const formats = useFormats();
  return {
    years: (value) => t("case.age", { count: Math.floor(value) }),
    months: (value) => t("credit.months", { count: value }),
    money: formats.money,
    share: formats.percent,
  };
}
