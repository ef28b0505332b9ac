/** Where one is logged in, and ending that. */

import { Button, Group, List, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import { browserOf } from "./browsers";
import { type OwnSession, sessionsQuery } from "./queries";
import { addWords } from "../../kit/translations";
import * as words from "./session-words";

addWords(words);

export function OwnSessions() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const end = useEnd(() =>
    body(api.DELETE("/auth/sessions")).then(() => notify(t("sessions.othersEnded"))),
  );
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={80} />;
  return (
    <Stack>
      <List listStyleType="none" spacing="sm" aria-label={t("sessions.title")}>
        {data.map((session) => (
          <List.Item
            key={session.id}
            styles={{ itemWrapper: { width: "100%" }, itemLabel: { width: "100%" } }}
          >
            <SessionLine session={session} />
          </List.Item>
        ))}
      </List>
      {data.length > 1 && (
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
          {t("sessions.endOthers")}
        </Button>
      )}
    </Stack>
  );
}

function SessionLine({ session }: { session: OwnSession }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const path = { params: { path: { session_id: session.id } } };
  const end = useEnd(() => body(api.DELETE("/auth/sessions/{session_id}", path)));
  const { browser, system } = browserOf(session.browser);
  const name = browser && system ? t("sessions.on", { browser, system }) : t("sessions.unknown");
  const since = formats.moment(session.created_at);
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text>{session.is_this ? t("sessions.this", { name }) : name}</Text>
        <Text size="sm" c="dimmed">
          {t("sessions.times", { since, seen: formats.moment(session.last_seen_at) })}
        </Text>
      </div>
      {!session.is_this && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ flexShrink: 0 }}
          aria-label={t("sessions.endOf", { name, since })}
          loading={end.isPending}
          onClick={() => end.mutate()}
        >
          {t("sessions.end")}
        </Button>
      )}
    </Group>
  );
}

function useEnd(request: () => Promise<unknown>) {
  const client = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: request,
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
    onError: (error) => notify(errorText(error), "red"),
  });
}
