/** Who did what about a verdict or an alert, the newest first. */

import { List, Skeleton, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { More } from "../../kit/more";
import { handlingQuery } from "./queries";
import type { HandlingEvent } from "./shapes";
import type { WatchedKind } from "./watched-model";
import { StateText } from "./watched-state";

export function HandlingList({ kind, id }: { kind: WatchedKind; id: number }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(handlingQuery(kind, id));
  const { data, error, refetch } = query;
  const events = data?.pages.flatMap(({ items }) => items);
  if (error && !events) return <ErrorView error={error} onRetry={refetch} />;
  if (!events) return <Skeleton h={40} aria-busy />;
  if (events.length === 0) return null;
  return (
    <Stack gap="xs">
      <List listStyleType="none" spacing="xs" aria-label={t("watched.history")}>
        {events.map((event) => (
          <List.Item key={event.id}>
            <Done event={event} />
          </List.Item>
        ))}
      </List>
      <More label={t("watched.earlier")} query={query} />
    </Stack>
  );
}

function Done({ event }: { event: HandlingEvent }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { state, accepted_until, note, took } = event;
  const by = `${formats.moment(event.occurred_at)} · ${event.actor_name ?? t("watched.byRun")}`;
  return (
    <>
      {state && <StateText watched={{ state, accepted_until }} />}{" "}
      {took && (
        <Text span fw={600}>
          {t("watched.took")}
        </Text>
      )}
      <Text span size="sm" c="dimmed">
        {` ${by}`}
      </Text>
      {note && <Text size="sm">{note}</Text>}
    </>
  );
}
