/** When the portfolio was counted, how far a count is, and what to do where there is none. */

import { Alert, Group, Paper, Progress, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { AskForRun } from "./ask-for-run";
import { progressOf } from "./model";
import { PORTFOLIO_KEY } from "./queries";
import { isOpen, newestRunQuery, type Run } from "./run-queries";

interface Props {
  /** The month that is shown; null for the newest. */
  month: string | null;
  /** Whether there is any month that was counted. */
  isCounted: boolean;
}

export function Runs({ month, isCounted }: Props) {
  const { data: run } = useQuery(newestRunQuery);
  useReadAnew(run);
  if (run && isOpen(run)) return <Course run={run} />;
  if (run?.state === "failed") return <Failed run={run} />;
  return isCounted ? <Ended run={run ?? null} month={month} /> : <Empty />;
}

/** Has the page read its figures again when a count has ended under its eyes. */
function useReadAnew(run: Run | null | undefined): void {
  const cache = useQueryClient();
  const wasOpen = useRef(false);
  const open = isOpen(run);
  useEffect(() => {
    if (wasOpen.current && !open) cache.invalidateQueries({ queryKey: PORTFOLIO_KEY });
    wasOpen.current = open;
  }, [cache, open]);
}

function Course({ run }: { run: Run }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const told = t("bookRun.counting", {
    month: formats.month(run.month),
    step: t(`bookRun.steps.${run.step}`),
  });
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t("bookRun.open")}
      </Title>
      <Stack gap="xs">
        <Progress value={progressOf(run) * 100} animated aria-label={t("bookRun.open")} />
        <Text size="sm" aria-hidden>
          {told}
        </Text>
        <VisuallyHidden role="status">{told}</VisuallyHidden>
      </Stack>
    </Paper>
  );
}

function Failed({ run }: { run: Run }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" title={t("bookRun.failed")}>
      <Stack gap="xs" align="flex-start">
        {t("bookRun.failedAdvice", { step: t(`bookRun.steps.${run.step}`) })}
        {run.error && <Text size="sm">{run.error}</Text>}
        <AskForRun month={run.month.slice(0, 7)} label={t("bookRun.again")} />
      </Stack>
    </Alert>
  );
}

function Empty() {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t("bookRun.empty")}
      </Title>
      <Stack gap="sm" align="flex-start">
        <Text maw={720}>{t("bookRun.emptyAdvice")}</Text>
        <AskForRun month={null} label={t("bookRun.ask")} isMain />
      </Stack>
    </Paper>
  );
}

function Ended({ run, month }: { run: Run | null; month: string | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Group gap="sm">
      {run?.state === "done" && run.ended_at && (
        <Text size="sm" c="dimmed">
          {t("bookRun.ended", {
            month: formats.month(run.month),
            moment: formats.moment(run.ended_at),
          })}
        </Text>
      )}
      <AskForRun month={month} label={t("bookRun.again")} />
    </Group>
  );
}
