/** What happened to an application, the newest first. */

import { List, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { type Application, eventsQuery } from "./queries";

export function Timeline({ application: { id, version } }: { application: Application }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(eventsQuery(id, version));
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={80} aria-busy />;
  return (
    <List listStyleType="none" spacing="xs">
      {data.map((event) => (
        <List.Item key={event.place}>
          <Text span fw={600}>
            {t(`applicationStates.${event.to_state}`)}
          </Text>
          <Text span size="sm" c="dimmed">
            {` · ${formats.moment(event.at)} · ${event.actor_name}`}
          </Text>
          {event.note && <Text size="sm">{event.note}</Text>}
        </List.Item>
      ))}
    </List>
  );
}
