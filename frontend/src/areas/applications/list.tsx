/** The applications, the newest first; more of them when they are asked for. */

import { Anchor, Button, Chip, Group, Paper, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../../kit/address";
import { DataTable } from "../../kit/data-table";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { useUser } from "../people/session";
import { DecisionBadge, GradeBadge, Points } from "../scores/badges";
import { type ListState, readState, toQuery, writeState } from "./list-address";
import { type ApplicationRow, applicationsQuery } from "./queries";
import { StateBadge } from "./state-badge";
import { LISTED_STATES } from "./states";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const { role, manager_id } = useUser();
  const usual = manager_id === null ? "all" : "mine";
  const [parameters, setParameters] = useAddress();
  const state = readState(parameters, usual);
  const change = (part: Partial<ListState>) =>
    setParameters((now) => writeState({ ...readState(now, usual), ...part }, usual));
  const mayBegin = role === "manager" || role === "admin";
  return (
    <Page
      title={t("applicationPlaces.list")}
      actions={
        mayBegin && (
          <Button component={Link} to="/applications/new">
            {t("applicationList.new")}
          </Button>
        )
      }
    >
      <Filters state={state} onChange={change} hasOwn={manager_id !== null} />
      <Found state={state} />
    </Page>
  );
}

interface FiltersProps {
  state: ListState;
  onChange: (part: Partial<ListState>) => void;
  hasOwn: boolean;
}

function Filters({ state, onChange, hasOwn }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      {hasOwn && (
        <Chip.Group
          value={state.scope}
          onChange={(scope) => onChange({ scope: scope as ListState["scope"] })}
        >
          <Group gap="xs" role="group" aria-label={t("clients.whose")}>
            <Chip value="mine">{t("clients.mine")}</Chip>
            <Chip value="all">{t("clients.all")}</Chip>
          </Group>
        </Chip.Group>
      )}
      <Chip.Group
        value={state.state ?? ""}
        onChange={(value) => onChange({ state: (value as ListState["state"]) || null })}
      >
        <Group gap="xs" role="group" aria-label={t("applicationList.state")}>
          <Chip value="">{t("applicationList.any")}</Chip>
          {LISTED_STATES.map((one) => (
            <Chip key={one} value={one}>
              {t(`applicationStates.${one}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Stack>
  );
}

function Found({ state }: { state: ListState }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(applicationsQuery(toQuery(state)));
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={320} aria-busy />;
  const rows = data.pages.flatMap(({ items }) => items);
  const isNarrowed = state.state !== null || state.scope === "mine";
  return (
    <Stack align="center">
      <Paper withBorder w="100%">
        <ApplicationTable
          rows={rows}
          empty={t(isNarrowed ? "applicationList.noneHere" : "applicationList.none")}
        />
      </Paper>
      <More label={t("applicationList.more")} query={query} />
    </Stack>
  );
}

function ApplicationTable({ rows, empty }: { rows: ApplicationRow[]; empty: string }) {
  const { t } = useTranslation();
  const columns = [
    { label: t("applicationList.name") },
    { label: t("applicationList.number"), numeric: true },
    { label: t("applicationList.state") },
    { label: t("applicationFields.amount_rub"), numeric: true },
    { label: t("score.points"), numeric: true },
    { label: t("score.grade") },
    { label: t("score.decision") },
    { label: t("clients.manager") },
    { label: t("applicationList.updated") },
  ];
  return (
    <DataTable
      label={t("applicationPlaces.list")}
      columns={columns}
      minWidth={900}
      cards
      empty={rows.length === 0 && empty}
    >
      {rows.map((row) => (
        <Line key={row.id} row={row} />
      ))}
    </DataTable>
  );
}

function Line({ row }: { row: ApplicationRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = [row.last_name, row.first_name, row.patronymic].filter(Boolean).join(" ");
  const to = `/applications/${row.id}${row.state === "draft" ? "/edit" : ""}`;
  return (
    <Table.Tr className="client-row">
      <Table.Th scope="row" fw={400}>
        <Anchor component={Link} to={to} size="sm">
          {name || t("applicationList.unnamed")}
        </Anchor>
      </Table.Th>
      <Table.Td className="number" data-label={t("applicationList.number")}>
        {row.number}
      </Table.Td>
      <Table.Td>
        <StateBadge state={row.state} />
      </Table.Td>
      <Table.Td className="number one-line">
        {row.amount_rub && formats.money(row.amount_rub)}
      </Table.Td>
      <Table.Td className="number" data-label={row.points ? t("score.points") : undefined}>
        {row.points !== null && <Points points={row.points} grade={row.grade} />}
      </Table.Td>
      <Table.Td>{row.grade && <GradeBadge grade={row.grade} />}</Table.Td>
      <Table.Td data-label={row.decision ? t("score.decision") : undefined}>
        {row.decision && <DecisionBadge decision={row.decision} />}
      </Table.Td>
      <Table.Td data-label={t("clients.manager")}>{row.manager_name ?? "–"}</Table.Td>
      <Table.Td>
        <Text span size="sm" className="one-line">
          {formats.momentInTable(row.submitted_at ?? row.updated_at)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
