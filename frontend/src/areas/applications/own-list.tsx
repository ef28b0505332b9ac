/** A borrower's own applications, and the way to a new one. */

import { Alert, Anchor, Button, Group, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api } from "../../kit/client";
import { More } from "../../kit/more";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { applicationQuery, type ApplicationRow, applicationsQuery, loaded } from "./queries";
import { StateBadge } from "./state-badge";
import { isOpen } from "./states";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(applicationsQuery({}));
  const { data, error, refetch } = query;
  const rows = data?.pages.flatMap(({ items }) => items);
  return (
    <Page title={t("applicationPlaces.own")} width={720}>
      {error && !rows && <ErrorView error={error} onRetry={refetch} />}
      {!error && !rows && <Skeleton h={160} aria-busy />}
      {rows && <Begin rows={rows} />}
      {rows?.map((row) => (
        <Own key={row.id} row={row} />
      ))}
      <More label={t("applicationList.more")} query={query} />
    </Page>
  );
}

/** One open application at a time. */
function Begin({ rows }: { rows: ApplicationRow[] }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [begun, setBegun] = useState<string | null>(null);
  const begin = useMutation({
    mutationFn: () => loaded(api.POST("/applications", { body: {} as never })),
    onSuccess: (next) => {
      queryClient.setQueryData(applicationQuery(next.application.id).queryKey, next);
      queryClient.invalidateQueries({ queryKey: ["applications"] });
      setBegun(next.application.id);
    },
  });
  useEffect(() => {
    if (begun) navigate(`/apply/${begun}?step=wanted`);
  }, [begun, navigate]);
  if (rows.some(({ state }) => isOpen(state))) return null;
  return (
    <Stack align="flex-start">
      {rows.length === 0 && <Text>{t("ownApplications.none")}</Text>}
      {begin.error && (
        <Alert color="red" variant="outline" role="alert">
          {errorText(begin.error)}
        </Alert>
      )}
      <Button onClick={() => begin.mutate()} loading={begin.isPending}>
        {t("ownApplications.begin")}
      </Button>
    </Stack>
  );
}

function Own({ row }: { row: ApplicationRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Paper withBorder p="md" component="article">
      <Group justify="space-between">
        <Anchor component={Link} to={`/apply/${row.id}`} fw={600}>
          {t("applicationForm.of", { number: row.number })}
        </Anchor>
        <StateBadge state={row.state} own />
      </Group>
      <Text>
        {[
          row.amount_rub && formats.money(row.amount_rub),
          row.term_months && t("credit.months", { count: row.term_months }),
          row.purpose && t(`purposes.${row.purpose}`),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <Text size="sm" c="dimmed">
        {t(row.submitted_at ? "ownApplications.submitted" : "ownApplications.begun", {
          moment: formats.moment(row.submitted_at ?? row.created_at),
        })}
      </Text>
      {row.returned_reason && (
        <Text size="sm" mt="xs">
          {t("applicationView.returned", { reason: row.returned_reason })}
        </Text>
      )}
    </Paper>
  );
}
