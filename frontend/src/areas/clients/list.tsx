/** The clients: searched, sorted and filtered by the service, rescored one by one or together. */

import { Button, Group, NativeSelect, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Pages } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { useUser } from "../people/session";
import { useRescoring } from "../scores/rescoring";
import { RescoringPanel } from "../scores/rescoring-panel";
import { type ListState, PAGE_SIZES, readState, toQuery, writeState } from "./list-address";
import { Filters } from "./list-filters";
import { ClientTable } from "./list-table";
import { clientListQuery } from "./queries";

const LARGEST_SELECTION = 200;

export function Component() {
  const { t } = useTranslation();
  const user = useUser();
  const usualScope = user.manager_id === null ? "all" : "mine";
  const [parameters, setParameters] = useSearchParams();
  const state = readState(parameters, usualScope);
  const change = (part: Partial<ListState>, replace = false) =>
    setParameters(writeState({ ...state, page: 1, ...part }, usualScope), { replace });
  const { data, error, refetch, isPlaceholderData } = useQuery(clientListQuery(toQuery(state)));
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const select = useCallback((ids: number[], on: boolean) => {
    setSelected((before) => new Set(on ? [...before, ...ids] : without(before, ids)));
  }, []);
  const rescoring = useRescoring();
  const ownId = user.manager_id ?? undefined;
  const seesPortfolio = user.role === "analyst" || user.role === "admin";
  return (
    <Page
      title={t("clients.title")}
      actions={
        <>
          <Button
            variant="default"
            disabled={selected.size === 0 || selected.size > LARGEST_SELECTION}
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => rescoring.start({ client_ids: [...selected] })}
          >
            {t("clients.rescoreSelected", { count: selected.size })}
          </Button>
          {ownId !== undefined && (
            <Button onClick={() => rescoring.start({ manager_id: ownId })}>
              {t("clients.rescoreMine")}
            </Button>
          )}
          {seesPortfolio && (
            <Button onClick={() => rescoring.start({})}>{t("clients.rescoreAll")}</Button>
          )}
        </>
      }
    >
      <RescoringPanel rescoring={rescoring} />
      <Filters state={state} onChange={change} hasOwn={ownId !== undefined} />
      {error && !data ? (
        <ErrorView error={error} onRetry={refetch} />
      ) : (
        <Paper withBorder>
          {data ? (
            <ClientTable
              rows={data.items}
              state={state}
              onChange={change}
              selected={selected}
              onSelect={select}
              waiting={isPlaceholderData}
            />
          ) : (
            <Stack p="md" gap="xs" aria-busy>
              {Array.from({ length: 10 }, (_, index) => (
                <Skeleton key={index} h={28} />
              ))}
            </Stack>
          )}
        </Paper>
      )}
      {data && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {t("clients.found", { count: data.total })}
          </Text>
          <Pages
            total={data.total}
            pageSize={state.page_size}
            page={state.page}
            onChange={(page) => change({ page })}
          />
          <NativeSelect
            aria-label={t("clients.pageSize")}
            data={PAGE_SIZES.map((size) => ({
              value: String(size),
              label: t("clients.perPage", { count: size }),
            }))}
            value={String(state.page_size)}
            onChange={(event) => change({ page_size: Number(event.currentTarget.value) })}
          />
        </Group>
      )}
    </Page>
  );
}

function without(before: ReadonlySet<number>, ids: number[]): number[] {
  return [...before].filter((id) => !ids.includes(id));
}
