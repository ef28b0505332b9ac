/** The clients behind a figure of the portfolio, page by page, and as a file. */

import { Anchor, Button, Paper, Skeleton, Stack, Table, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../../kit/address";
import { toCsv, download } from "../../kit/csv";
import { DataTable } from "../../kit/data-table";
import { useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import { More } from "../../kit/more";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { DecisionBadge, GradeBadge, Points } from "../scores/badges";
import { readBehind, readShown, writeShown } from "./address";
import { MonthFault } from "./month-fault";
import {
  clientsPage,
  clientsQuery,
  type ClientsQuery,
  LARGEST_PAGE,
  type PortfolioClient,
  toClientsQuery,
} from "./queries";
import { useBehindWords } from "./use-behind-words";
import { useFigures } from "./use-figures";
import * as words from "./words";

addWords(words);

const MOST_CLIENTS = 10_000;

export function Component() {
  const { t } = useTranslation();
  const [address] = useAddress();
  const shown = readShown(address);
  const query = toClientsQuery(shown, readBehind(address));
  const told = useBehindWords(shown, readBehind(address));
  return (
    <Page
      title={t("bookClients.title")}
      actions={<DownloadClients query={query} file={`clients-${shown.month ?? "portfolio"}`} />}
    >
      <Anchor
        component={Link}
        to={`/portfolio?${writeShown(shown)}`}
        size="sm"
        className="no-print"
      >
        {t("bookClients.back")}
      </Anchor>
      <Text>{told}</Text>
      <Text size="sm" c="dimmed">
        {t("bookClients.ofToday")}
      </Text>
      <Clients query={query} month={shown.month} />
    </Page>
  );
}

function Clients({ query, month }: { query: ClientsQuery; month: string | null }) {
  const { t } = useTranslation();
  const columns = useColumns();
  const list = useInfiniteQuery(clientsQuery(query));
  const { data, error, refetch } = list;
  if (error && !data)
    return <MonthFault error={error} onRetry={refetch} month={month} newest="/portfolio" />;
  if (!data) return <Skeleton h={400} aria-busy />;
  const rows = data.pages.flatMap(({ items }) => items);
  return (
    <Stack align="center">
      <Paper withBorder w="100%">
        <DataTable
          label={t("bookClients.title")}
          columns={columns}
          minWidth={860}
          cards
          empty={rows.length === 0 && t("bookClients.none")}
        >
          {rows.map((row) => (
            <Line key={row.client_id} row={row} />
          ))}
        </DataTable>
      </Paper>
      <More label={t("bookClients.more")} query={list} />
    </Stack>
  );
}

function useColumns() {
  const { t } = useTranslation();
  return [
    { label: t("bookClients.name") },
    { label: t("score.points"), numeric: true },
    { label: t("score.grade") },
    { label: t("bookClients.gradeBefore") },
    { label: t("bookClients.proba"), numeric: true },
    { label: t("score.decision") },
    { label: t("bookClients.status") },
    { label: t("bookClients.outstanding"), numeric: true },
    { label: t("bookClients.scoredOn") },
  ];
}

const nameOf = ({ last_name, first_name, patronymic }: PortfolioClient) =>
  [last_name, first_name, patronymic].filter(Boolean).join(" ");

function Line({ row }: { row: PortfolioClient }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const figures = useFigures();
  return (
    <Table.Tr className="client-row">
      <Table.Th scope="row" fw={400}>
        <Anchor component={Link} to={`/clients/${row.client_id}`} size="sm">
          {nameOf(row)}
        </Anchor>
      </Table.Th>
      <Table.Td className="number" data-label={t("score.points")}>
        {row.points === null ? "–" : <Points points={row.points} grade={row.grade} />}
      </Table.Td>
      <Table.Td>{row.grade ? <GradeBadge grade={row.grade} /> : t("book.unscored")}</Table.Td>
      <Table.Td data-label={t("bookClients.gradeBefore")}>
        {row.grade_before ? figures.grade(row.grade_before) : "–"}
      </Table.Td>
      <Table.Td className="number" data-label={t("bookClients.proba")}>
        {figures.proba(row.proba)}
      </Table.Td>
      <Table.Td>{row.decision && <DecisionBadge decision={row.decision} />}</Table.Td>
      <Table.Td>{figures.status(row.status)}</Table.Td>
      <Table.Td className="number one-line" data-label={t("bookClients.outstanding")}>
        {formats.money(row.outstanding_rub)}
      </Table.Td>
      <Table.Td data-label={t("bookClients.scoredOn")}>
        {row.scored_on ? formats.date(row.scored_on) : "–"}
      </Table.Td>
    </Table.Tr>
  );
}

function DownloadClients({ query, file }: { query: ClientsQuery; file: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const figures = useFigures();
  const errorText = useErrorText();
  const columns = useColumns();
  const [read, setRead] = useState(0);
  const cellsOf = (row: PortfolioClient) => [
    nameOf(row),
    row.points,
    figures.grade(row.grade),
    row.grade_before && figures.grade(row.grade_before),
    row.proba,
    row.decision && t(`decisions.${row.decision}`),
    figures.status(row.status),
    Number(row.outstanding_rub),
    row.scored_on,
    row.client_id,
  ];
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const { clients, isWhole } = await readAll(query, setRead);
      const titles = [...columns.map(({ label }) => label), "ID"];
      download(`${file}.csv`, toCsv([titles, ...clients.map(cellsOf)], formats.separator));
      if (!isWhole) notify(t("bookClients.onlyFirst", { count: clients.length }));
    },
    onError: (error) => notify(errorText(error), "red"),
    onSettled: () => setRead(0),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      disabled={isPending}
      onClick={() => mutate()}
    >
      {isPending ? t("bookClients.reading", { count: read }) : t("book.csv")}
    </Button>
  );
}

async function readAll(query: ClientsQuery, onRead: (count: number) => void) {
  const clients: PortfolioClient[] = [];
  let after: number | null = 0;
  while (after !== null && clients.length < MOST_CLIENTS) {
    const page: Awaited<ReturnType<typeof clientsPage>> = await clientsPage({
      ...query,
      after,
      limit: LARGEST_PAGE,
    });
    clients.push(...page.items);
    onRead(clients.length);
    after = page.next === null ? null : Number(page.next);
  }
  return { clients, isWhole: after === null };
}
