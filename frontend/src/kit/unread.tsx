/** What could not be read and is said nowhere on the page, and what is long in coming: said above it. */

import { Alert, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { notifyManager, type Query, useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Retry, retrySeconds } from "./error-view";
import { useFormats } from "./format";
import { readAgain, summaryOf, UNREAD } from "./reading";
import { useStandstill } from "./standstill";
import { useIsTold } from "./told";

const LONG_MILLISECONDS = 8_000;

const AWAITED = {
  type: "active",
  predicate: ({ state }: Query) => state.data === undefined,
} as const;

function useUnread(): Query[] {
  const cache = useQueryClient().getQueryCache();
  useSyncExternalStore(
    (listener) => cache.subscribe(notifyManager.batchCalls(listener)),
    () =>
      cache
        .findAll(UNREAD)
        .map(({ queryHash, state }) => `${queryHash} ${state.errorUpdatedAt}`)
        .join(),
  );
  return cache.findAll(UNREAD);
}

export function Unread() {
  const queries = useUnread();
  const isTold = useIsTold();
  return queries.length > 0 && !isTold ? <Failed queries={queries} /> : <Slow />;
}

function Failed({ queries }: { queries: readonly Query[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const { since, isMissing } = summaryOf(queries);
  return (
    <Alert
      className="over-page"
      role="group"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      aria-label={t("unread.title")}
    >
      <Group justify="space-between" gap="xs">
        <Text role="alert">
          {isMissing && t("unread.missing")}{" "}
          {since !== null && t("unread.outOfDate", { moment: formats.momentInTable(since) })}
        </Text>
        <Retry
          onRetry={() => void readAgain(client)}
          seconds={retrySeconds(queries[0]?.state.error)}
        />
      </Group>
    </Alert>
  );
}

/** Nobody looks at grey areas for a minute without a word. */
function Slow() {
  const { t } = useTranslation();
  const isAwaited = useIsFetching(AWAITED) > 0;
  return <div aria-live="polite">{isAwaited && <AfterLong>{t("unread.slow")}</AfterLong>}</div>;
}

export function AfterLong({ children }: { children: string }) {
  return (
    useStandstill(LONG_MILLISECONDS) && (
      <Alert className="over-page" color="gray" variant="outline">
        {children}
      </Alert>
    )
  );
}
