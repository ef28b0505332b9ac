/** The queue: what waits for a decision, the most urgent first. */

import { Button, Chip, Group, Kbd, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../kit/address";
import { onServersClock } from "../../kit/clock";
import { More } from "../../kit/more";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { moveFocus, useKeys } from "../../kit/keys";
import { notify } from "../../kit/notify";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { toMinutes } from "./due";
import { KeysHelp } from "./keys-help";
import {
  assignCase,
  type CaseRow,
  casesQuery,
  type QueueSummary,
  queueSummaryQuery,
} from "./queries";
import {
  isNarrowed,
  type QueueState,
  readState,
  toQuery,
  USUAL,
  type View,
  VIEWS,
  writeState,
} from "./queue-address";
import { QueueFilters } from "./queue-filters";
import { QueueTable } from "./queue-table";
import { useNext } from "./use-next";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const [helped, setHelped] = useState(false);
  const state = readState(parameters);
  const change = (part: Partial<QueueState>) =>
    setParameters((now) => writeState({ ...readState(now), ...part }));
  const next = useNext();
  const { data: summary } = useQuery(queueSummaryQuery);
  return (
    <Page
      title={t("desk.queue")}
      width={1700}
      actions={
        <>
          <Button variant="default" className="with-keys" onClick={() => setHelped(true)}>
            {t("queue.keys")}&nbsp;<Kbd aria-hidden>?</Kbd>
          </Button>
          <Button onClick={() => next.mutate()} loading={next.isPending}>
            {t("queue.next")}&nbsp;
            <Kbd aria-hidden className="with-keys">
              {t("queue.nextKey")}
            </Kbd>
          </Button>
        </>
      }
    >
      <Views view={state.view} summary={summary} onChange={(view) => change({ view })} />
      <QueueFilters key={parameters.toString()} state={state} onChange={change} />
      <Found
        state={state}
        summary={summary}
        onNext={next.mutate}
        onHelp={() => setHelped(true)}
        onReset={() => change({ ...USUAL, view: state.view })}
      />
      <KeysHelp opened={helped} onClose={() => setHelped(false)} />
    </Page>
  );
}

interface ViewsProps {
  view: View;
  summary: QueueSummary | undefined;
  onChange: (view: View) => void;
}

function Views({ view, summary, onChange }: ViewsProps) {
  const { t } = useTranslation();
  const counts = summary && { ...summary, decided: summary.decided_today };
  const label = (one: View) => {
    const name = t(`queue.tabs.${one}`);
    // All of them are what the others add up to: nobody counts them
    if (!counts || one === "open") return name;
    const isOver = counts[one] >= counts.most;
    return t(isOver ? "queue.countedOver" : "queue.counted", { name, count: counts[one] });
  };
  return (
    <Group gap="xs">
      <Chip.Group value={view} onChange={(value) => onChange(value as View)}>
        <Group gap="xs" role="group" aria-label={t("queue.tabsLabel")}>
          {VIEWS.map((one) => (
            <Chip key={one} value={one}>
              {label(one)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {summary?.median_seconds != null && (
        <Text size="sm" c="dimmed">
          {t("queue.median", { minutes: toMinutes(summary.median_seconds) })}
        </Text>
      )}
    </Group>
  );
}

interface FoundProps {
  state: QueueState;
  summary: QueueSummary | undefined;
  onNext: () => void;
  onHelp: () => void;
  onReset: () => void;
}

function Found({ state, summary, onNext, onHelp, onReset }: FoundProps) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(casesQuery(toQuery(state)));
  const { data, dataUpdatedAt, error, refetch } = query;
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const assign = useAssign();
  const assignFocused = () => {
    const id = document.activeElement?.closest("[data-case-row]")?.getAttribute("data-case-row");
    const row = rows.find((one) => one.application_id === id);
    if (row && row.closed_at === null) assign.mutate(row);
  };
  const move = (step: number) => moveFocus("a[data-case]", "[data-case-row]", step);
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    a: assignFocused,
    Enter: onNext,
    "?": onHelp,
  });
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={320} aria-busy />;
  if (rows.length === 0) return <Nothing state={state} summary={summary} onReset={onReset} />;
  return (
    <Stack align="center">
      <Paper withBorder w="100%">
        <QueueTable rows={rows} now={onServersClock(dataUpdatedAt)} onAssign={assign.mutate} />
      </Paper>
      <More label={t("queue.more")} query={query} />
    </Stack>
  );
}

function Nothing({ state, summary, onReset }: Pick<FoundProps, "state" | "summary" | "onReset">) {
  const { t } = useTranslation();
  const narrowed = isNarrowed(state);
  return (
    <Paper withBorder p="xl">
      <Stack align="center">
        <Text ta="center" c="dimmed">
          {narrowed ? t("queue.noneFound") : <Empty view={state.view} summary={summary} />}
        </Text>
        {narrowed && (
          <Button variant="default" onClick={onReset}>
            {t("queue.reset")}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}

function Empty({ view, summary }: { view: View; summary: QueueSummary | undefined }) {
  const { t } = useTranslation();
  if (view !== "unassigned" || !summary) return t("queue.noneHere");
  const { decided_today: count, median_seconds: median } = summary;
  return median == null
    ? t("queue.empty", { count })
    : t("queue.emptyMedian", { count, minutes: toMinutes(median) });
}

function useAssign() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (row: CaseRow) => assignCase(row.application_id),
    onSuccess: (_, { number }) => notify(t("queue.assigned", { number })),
    onError: (error) => notify(errorText(error), "red"),
    onSettled: () => client.invalidateQueries({ queryKey: ["cases"] }),
  });
}
