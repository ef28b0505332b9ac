/** Messages that nobody could score: what they ask for, and sending them again. */

import { Alert, Anchor, Button, Code, Paper, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, body } from "../../kit/client";
import { DataTable } from "../../kit/data-table";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { Page } from "../../kit/page";
import { useFormats } from "../../kit/format";
import { type DeadLetter, deadLettersQuery } from "./queries";

export function Component() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data, error, refetch, isFetching } = useQuery(deadLettersQuery);
  const redrive = useMutation({
    mutationFn: () => body(api.POST("/dead-letters/redrive")),
    onSuccess: ({ moved }) => {
      notify(t("deadLetters.moved", { count: moved }));
      client.invalidateQueries({ queryKey: deadLettersQuery.queryKey });
    },
    onError: (fault) => notify(errorText(fault), "red"),
  });
  return (
    <Page
      title={t("deadLetters.title")}
      actions={
        <>
          <Button variant="default" onClick={() => refetch()} loading={isFetching}>
            {t("deadLetters.refresh")}
          </Button>
          <Button
            onClick={() => redrive.mutate()}
            loading={redrive.isPending}
            disabled={!data || data.total === 0}
          >
            {t("deadLetters.redrive")}
          </Button>
        </>
      }
    >
      <Text c="dimmed">{t("deadLetters.what")}</Text>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={200} />}
      {data?.total === 0 && (
        <Alert color="green" variant="outline" role="status">
          {t("deadLetters.none")}
        </Alert>
      )}
      {data && data.total > 0 && (
        <Stack>
          <Text role="status">{t("deadLetters.count", { count: data.total })}</Text>
          <Letters letters={data.items} />
        </Stack>
      )}
    </Page>
  );
}

function Letters({ letters }: { letters: DeadLetter[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Paper withBorder>
      <DataTable
        label={t("deadLetters.title")}
        minWidth={640}
        columns={[
          { label: t("deadLetters.sent") },
          { label: t("deadLetters.asksFor") },
          { label: t("deadLetters.correlation") },
        ]}
      >
        {letters.map((letter) => (
          <Table.Tr key={letter.id}>
            <Table.Td>{formats.moment(letter.sent_at)}</Table.Td>
            <Table.Td>
              <Asked letter={letter} />
            </Table.Td>
            <Table.Td>{letter.correlation_id && <Code>{letter.correlation_id}</Code>}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Paper>
  );
}

const SCORES_SHOWN = 5;

function Asked({ letter }: { letter: DeadLetter }) {
  const { t } = useTranslation();
  if (letter.scores.length === 0) return t("deadLetters.unreadable");
  return (
    <Stack gap={2}>
      {letter.scores.slice(0, SCORES_SHOWN).map((score) => (
        <Text size="sm" key={score.score_id}>
          {score.status === null ? (
            t("deadLetters.noSuchScore", { id: score.score_id })
          ) : (
            <>
              {score.client_id === null ? (
                t("deadLetters.enquiry")
              ) : (
                <Anchor component={Link} to={`/clients/${score.client_id}`} size="sm">
                  {t("deadLetters.client", { id: score.client_id })}
                </Anchor>
              )}{" "}
              {t(`deadLetters.status.${score.status}`)} {score.error}
            </>
          )}
        </Text>
      ))}
      {letter.scores.length > SCORES_SHOWN && (
        <Text size="sm">
          {t("deadLetters.more", { count: letter.scores.length - SCORES_SHOWN })}
        </Text>
      )}
    </Stack>
  );
}
