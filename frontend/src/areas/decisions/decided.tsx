/** What was decided already, the latest first. */

import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { CaseCard } from "./queries";

export function Decided({ card: { decisions } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (decisions.length === 0) return null;
  return (
    <List listStyleType="none" spacing="sm">
      {decisions.map((one) => (
        <List.Item key={one.id}>
          <Text fw={600}>{t(`deciding.outcomesDone.${one.outcome}`)}</Text>
          <Text size="sm" c="dimmed">
            {one.actor_name} · {formats.moment(one.decided_at)}
            {one.outcome !== "decline" && ` · ${formats.money(one.amount_rub)}`}
          </Text>
          {one.override_reason && (
            <Text size="sm">{t(`deciding.overrideReasons.${one.override_reason}`)}</Text>
          )}
          {one.rationale && <Text size="sm">{one.rationale}</Text>}
        </List.Item>
      ))}
    </List>
  );
}
