/** The clients: searched, sorted and filtered by the service, rescored one by one or together. */

import { Button, Group, NativeSelect, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../kit/address";
import { ApiError } from "../../kit/client";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { Pages } from "../../kit/pages";
import { addWords } from "../../kit/translations";
import { useUser } from "../people/session";
import { masterScaleQuery } from "../scores/queries";
import { useRescoring } from "../scores/rescoring";
import { RescoringPanel } from "../scores/rescoring-panel";
import { gradesOf } from "../scores/scale";
import { ExportButton } from "./export-button";
import { HandOutActions } from "./hand-out-actions";
import { ListActions } from "./list-actions";
import { type ListState, PAGE_SIZES, readState, toQuery, writeState } from "./list-address";
import { Filters } from "./list-filters";
import { useListMemory } from "./list-memory";
import { NothingFound } from "./list-nothing";
import { ClientTable } from "./list-table";
import { type ClientRow, clientListQuery } from "./queries";
import * as relationWords from "./relation-words";
import { SelectionBar } from "./selection-bar";

type Change = (part: Partial<ListState>, replace?: boolean) => void;

addWords(relationWords);

export function Component() {
  const { t } = useTranslation();
  const list = useListState();
  const { data } = useQuery(clientListQuery(toQuery(list.state)));
  const { selected, select } = useSelection(data?.items);
  const rescoring = useRescoring();
  const remove = (ids: number[]) => select(ids, false);
  return (
    <Page
      title={t("clients.title")}
      actions={
        <>
          <HandOutActions
            state={list.state}
            total={data ? data.total : 0}
            selectedIds={[...selected.keys()]}
            onSelectedDone={() => remove([...selected.keys()])}
          />
          <ExportButton state={list.state} total={data ? data.total : 0} />
          <ListActions
            selectedIds={[...selected.keys()]}
            rescoring={rescoring}
            onSelectedStarted={() => remove([...selected.keys()])}
          />
        </>
      }
    >
      <RescoringPanel rescoring={rescoring} />
      <Filters state={list.state} onChange={list.change} hasOwn={list.hasOwn} />
      <SelectionBar selected={selected} shown={data?.items ?? []} onRemove={remove} />
      <Found list={list} selected={selected} onSelect={select} />
      {data && <Footer total={data.total} next={data.next} list={list} />}
    </Page>
  );
}

interface FoundProps {
  list: List;
  selected: ReadonlyMap<number, string>;
  onSelect: (ids: number[], on: boolean) => void;
}

function Found({ list: { state, change, reset }, selected, onSelect }: FoundProps) {
  const { data, error, refetch, isPlaceholderData } = useQuery(clientListQuery(toQuery(state)));
  if (error && !data) return <ListFault error={error} onRetry={refetch} onReset={reset} />;
  if (!data) return <Waiting />;
  return (
    <Paper withBorder>
      <ClientTable
        rows={data.items}
        state={state}
        onChange={change}
        selected={selected}
        onSelect={onSelect}
        waiting={isPlaceholderData}
      />
      {data.total === 0 && <NothingFound state={state} onChange={change} />}
      {data.total !== 0 && data.items.length === 0 && <NothingHere goesOn={data.next !== null} />}
    </Paper>
  );
}

type List = ReturnType<typeof useListState>;

/** What the address says, without what the service does not know. */
function useListState() {
  const user = useUser();
  const hasOwn = user.manager_id !== null;
  const usualScope = hasOwn ? "mine" : "all";
  const [parameters, setParameters] = useAddress();
  const { data: scale } = useQuery(masterScaleQuery);
  const { remember } = useListMemory();
  const grades = scale && gradesOf(scale);
  const state = readState(parameters, usualScope, grades);
  const search = writeState(state, usualScope).toString();
  useEffect(() => {
    remember((before) => ({ ...before, search }));
  }, [remember, search]);
  const change: Change = (part, replace = false) =>
    setParameters(
      (now) =>
        writeState({ ...readState(now, usualScope, grades), after: "", ...part }, usualScope),
      { replace },
    );
  return { state, change, reset: () => setParameters(() => new URLSearchParams()), hasOwn };
}

function useSelection(rows: readonly ClientRow[] | undefined) {
  const { memory, remember } = useListMemory();
  const select = useCallback(
    (ids: number[], on: boolean) =>
      remember((before) => {
        const selected = new Map(before.selected);
        for (const id of ids) selected.delete(id);
        for (const row of on ? (rows ?? []) : []) {
          if (ids.includes(row.id)) selected.set(row.id, `${row.last_name} ${row.first_name}`);
        }
        return { ...before, selected };
      }),
    [remember, rows],
  );
  return { selected: memory.selected, select };
}

function Waiting() {
  return (
    <Paper withBorder>
      <Stack p="md" gap="xs" aria-busy>
        {Array.from({ length: 10 }, (_, index) => (
          <Skeleton key={index} h={28} />
        ))}
      </Stack>
    </Paper>
  );
}

/** An address that the service refuses is refused again: only without its filters it can work. */
function ListFault(props: { error: Error; onRetry: () => void; onReset: () => void }) {
  const { t } = useTranslation();
  if (!(props.error instanceof ApiError) || props.error.status !== 422) {
    return <ErrorView error={props.error} onRetry={props.onRetry} />;
  }
  return (
    <Group role="alert">
      <Text>{t("clients.refused")}</Text>
      <Button variant="default" onClick={props.onReset}>
        {t("clients.resetFilters")}
      </Button>
    </Group>
  );
}

/** A page may be empty though the list is not: what is rare is looked for step by step. */
function NothingHere({ goesOn }: { goesOn: boolean }) {
  const { t } = useTranslation();
  return (
    <Text c="dimmed" ta="center" p="xl">
      {t(goesOn ? "clients.noneYet" : "clients.noneFurther")}
    </Text>
  );
}

interface FooterProps {
  total: number | null;
  next: string | null;
  list: List;
}

function Footer({ total, next, list: { state, change } }: FooterProps) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {total === null
          ? t(state.freshness.length > 0 ? "clients.notCounted" : "clients.many")
          : t("clients.found", { count: total })}
      </Text>
      <Pages next={next} />
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
  );
}
