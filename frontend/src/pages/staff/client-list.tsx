/** The clients: searched, sorted and filtered by the service, rescored one by one or together. */

import {
  Anchor,
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NativeSelect,
  Paper,
  SegmentedControl,
  Skeleton,
  Stack,
  Table,
  Text,
  TextInput,
  UnstyledButton,
  VisuallyHidden,
} from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp, IconRefresh, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, memo, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import type { ClientRow } from "../../api/client";
import { DecisionBadge, FreshnessBadge, GradeBadge } from "../../components/badges";
import { EmptyRow, Pages } from "../../components/data-table";
import { ErrorView } from "../../components/error-view";
import { Page } from "../../components/page";
import { RescoringPanel } from "../../components/rescoring-panel";
import { useFormats } from "../../format";
import { clientListQuery } from "../../queries";
import { useRescoring } from "../../scoring";
import { useUser } from "../../session";
import {
  type ListState,
  nextSort,
  PAGE_SIZES,
  readState,
  toQuery,
  writeState,
} from "./list-address";

const TYPING_PAUSE_MILLISECONDS = 40;
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

interface FiltersProps {
  state: ListState;
  onChange: (part: Partial<ListState>, replace?: boolean) => void;
  hasOwn: boolean;
}

function Filters({ state, onChange, hasOwn }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" align="flex-end">
      <Search value={state.q} onChange={(q) => onChange({ q }, true)} />
      {hasOwn && (
        <SegmentedControl
          aria-label={t("clients.whose")}
          value={state.scope}
          onChange={(scope) => onChange({ scope: scope as ListState["scope"] })}
          data={[
            { value: "mine", label: t("clients.mine") },
            { value: "all", label: t("clients.all") },
          ]}
        />
      )}
      <MultiSelect
        label={t("score.grade")}
        placeholder={state.grade.length ? "" : t("clients.any")}
        data={"ABCDEFGH".split("")}
        value={state.grade}
        onChange={(grade) => onChange({ grade })}
        w={150}
        clearable
        clearButtonProps={{ "aria-label": t("clients.clear") }}
      />
      <MultiSelect
        label={t("score.decision")}
        placeholder={state.decision.length ? "" : t("clients.any")}
        data={(["approve", "review", "decline"] as const).map((value) => ({
          value,
          label: t(`decisions.${value}`),
        }))}
        value={state.decision}
        onChange={(decision) => onChange({ decision })}
        w={190}
        clearable
        clearButtonProps={{ "aria-label": t("clients.clear") }}
      />
      <MultiSelect
        label={t("clients.freshness")}
        placeholder={state.freshness.length ? "" : t("clients.any")}
        data={(["current", "stale", "unscored"] as const).map((value) => ({
          value,
          label: t(`freshness.${value}.name`),
        }))}
        value={state.freshness}
        onChange={(freshness) => onChange({ freshness })}
        w={190}
        clearable
        clearButtonProps={{ "aria-label": t("clients.clear") }}
      />
    </Group>
  );
}

/** Searches while one types; `/` leads here from anywhere on the page. */
function Search({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const send = useDebouncedCallback(onChange, TYPING_PAUSE_MILLISECONDS);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    // The address changed: by this field a moment ago, or by the back button
    setKnown(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const inField =
        event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
      if (event.key !== "/" || inField) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);
  return (
    <TextInput
      ref={field}
      type="search"
      label={t("clients.search")}
      description={t("clients.searchHint")}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={100}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value.trim());
      }}
      style={{ flex: "1 1 16rem" }}
    />
  );
}

interface TableProps {
  rows: ClientRow[];
  state: ListState;
  onChange: (part: Partial<ListState>) => void;
  selected: ReadonlySet<number>;
  onSelect: (ids: number[], on: boolean) => void;
  waiting: boolean;
}

const COLUMNS = [
  { key: "name", label: "clients.name", sort: "name" },
  { key: "manager", label: "clients.manager", sort: null },
  { key: "income", label: "clients.income", sort: "income" },
  { key: "rating", label: "score.rating", sort: "proba" },
  { key: "proba", label: "clients.proba", sort: null },
  { key: "grade", label: "score.grade", sort: null },
  { key: "decision", label: "score.decision", sort: null },
  { key: "scored_at", label: "clients.scoredAt", sort: "scored_at" },
] as const;

function ClientTable({ rows, state, onChange, selected, onSelect, waiting }: TableProps) {
  const { t } = useTranslation();
  const all = rows.length > 0 && rows.every((row) => selected.has(row.id));
  const some = rows.some((row) => selected.has(row.id));
  const columns = COLUMNS.filter(({ key }) => key !== "manager" || state.scope === "all");
  return (
    <Table.ScrollContainer
      minWidth={760}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={t("clients.title")}
    >
      <Table verticalSpacing={6} className={waiting ? "updating" : undefined} onKeyDown={moveFocus}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40}>
              <Checkbox
                aria-label={t("clients.selectPage")}
                checked={all}
                indeterminate={some && !all}
                onChange={(event) =>
                  onSelect(
                    rows.map((row) => row.id),
                    event.currentTarget.checked,
                  )
                }
              />
            </Table.Th>
            {columns.map(({ key, label, sort }) => (
              <SortableHeader
                key={key}
                label={t(label)}
                column={sort}
                sort={state.sort}
                numeric={key === "income" || key === "rating" || key === "proba"}
                onSort={(next) => onChange({ sort: next })}
              />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <ClientLine
              key={row.id}
              row={row}
              showManager={state.scope === "all"}
              selected={selected.has(row.id)}
              onSelect={onSelect}
            />
          ))}
          {rows.length === 0 && <EmptyRow columns={columns.length + 1} text={t("clients.none")} />}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Up and down lead from one client's link to the next. */
function moveFocus(event: KeyboardEvent<HTMLTableElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("a[data-client]")];
  const current = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (!step || current < 0) return;
  event.preventDefault();
  links[current + step]?.focus();
}

interface HeaderProps {
  label: string;
  column: string | null;
  sort: ListState["sort"];
  numeric: boolean;
  onSort: (sort: ListState["sort"]) => void;
}

function SortableHeader({ label, column, sort, numeric, onSort }: HeaderProps) {
  const className = numeric ? "number" : undefined;
  if (column === null) return <Table.Th className={className}>{label}</Table.Th>;
  // The rating grows as the probability falls, and the reader thinks in ratings
  const order = sort === column ? "ascending" : sort === `-${column}` ? "descending" : "none";
  const shown =
    column === "proba" && order !== "none"
      ? order === "ascending"
        ? "descending"
        : "ascending"
      : order;
  const Arrow = shown === "ascending" ? IconArrowUp : IconArrowDown;
  return (
    <Table.Th aria-sort={shown} className={className}>
      <UnstyledButton fw={700} fz="sm" onClick={() => onSort(nextSort(sort, column))}>
        {label} {order !== "none" && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  );
}

interface LineProps {
  row: ClientRow;
  showManager: boolean;
  selected: boolean;
  onSelect: (ids: number[], on: boolean) => void;
}

/** Drawn again only when something of it changes: typing a search draws the page several times. */
const ClientLine = memo(function ClientLine({ row, showManager, selected, onSelect }: LineProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = `${row.last_name} ${row.first_name}`;
  return (
    <Table.Tr className="client-row">
      <Table.Td>
        <input
          type="checkbox"
          className="row-select"
          aria-label={t("clients.select", { name })}
          checked={selected}
          onChange={(event) => onSelect([row.id], event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/clients/${row.id}`} data-client>
          {name}
        </Anchor>
      </Table.Td>
      {showManager && <Table.Td>{row.manager_name ?? "–"}</Table.Td>}
      <Table.Td className="number">{formats.money(row.amt_income_total)}</Table.Td>
      <Table.Td className="number">
        {row.rating === null ? "–" : formats.rating(row.rating)}
      </Table.Td>
      <Table.Td className="number" title={t("clients.probaLong")}>
        {row.proba === null ? "–" : formats.percent(row.proba)}
      </Table.Td>
      <Table.Td>{row.grade && <GradeBadge grade={row.grade} />}</Table.Td>
      <Table.Td>{row.decision && <DecisionBadge decision={row.decision} />}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          {row.scored_at && <Text size="sm">{formats.moment(row.scored_at)}</Text>}
          <FreshnessBadge freshness={row.freshness} />
          {!row.scored_at && <VisuallyHidden>{t("clients.noScore")}</VisuallyHidden>}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
});
