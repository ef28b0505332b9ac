/** What happened to a case, the latest first: steps, scores and decisions. */

import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { gradeName } from "../scores/badges";
import type { TimelineEntry } from "./queries";

export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const title = useTitle();
  if (entries.length === 0) return <Text c="dimmed">{t("grounds.nothingYet")}</Text>;
  return (
    <List listStyleType="none" spacing="xs">
      {entries.map((entry, place) => (
        <List.Item key={place}>
          <Text span fw={600}>
            {title(entry)}
          </Text>
          <Text span size="sm" c="dimmed">
            {` · ${[formats.moment(entry.at), entry.actor_name].filter(Boolean).join(" · ")}`}
          </Text>
          {entry.note && <Text size="sm">{entry.note}</Text>}
        </List.Item>
      ))}
    </List>
  );
}

function useTitle(): (entry: TimelineEntry) => string {
  const { t } = useTranslation();
  return ({ kind, to_state, outcome, points, grade }) => {
    if (kind === "decision") return outcome ? t(`deciding.outcomesDone.${outcome}`) : "";
    if (kind === "step") return to_state ? t(`applicationStates.${to_state}`) : "";
    return points == null
      ? t("grounds.scored")
      : t("grounds.points", { points, grade: gradeName(t, grade) });
  };
}
