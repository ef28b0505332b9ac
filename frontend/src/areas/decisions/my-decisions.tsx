/** What the reader has decided: figures of the last days, and each decision. */

import { Anchor, Button, Paper, SimpleGrid, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable } from "../../kit/data-table";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { DecisionBadge } from "../scores/badges";
import { toMinutes } from "./due";
import { type OwnDecision, ownDecisionsQuery, type OwnFigures, ownFiguresQuery } from "./queries";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t("desk.mine")}>
      <LoadedFigures />
      <List />
    </Page>
  );
}

function LoadedFigures() {
  const { data, error, refetch } = useQuery(ownFiguresQuery);
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  return data ? <Figures figures={data} /> : <Skeleton h={80} aria-busy />;
}

function Figures({ figures }: { figures: OwnFigures }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { median_seconds: median, overrides, override_share: share } = figures;
  const told: [string, string][] = [
    [t("myDecisions.decided"), formats.number(figures.decided)],
    [
      t("myDecisions.median"),
      median == null ? "–" : t("myDecisions.medianIs", { minutes: toMinutes(median) }),
    ],
    [
      t("myDecisions.overrides"),
      share == null
        ? formats.number(overrides)
        : `${formats.number(overrides)} · ${formats.rate(Math.round(share * 1000) / 10)}`,
    ],
    [t("myDecisions.second"), formats.number(figures.second)],
    [t("myDecisions.returned"), formats.number(figures.returned)],
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label={t("myDecisions.period")}>
      <Text size="sm" c="dimmed" mb="xs">
        {t("myDecisions.period")}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }} component="dl" m={0}>
        {told.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} fw={600} size="lg">
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Paper>
  );
}

function List() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(ownDecisionsQuery);
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={320} aria-busy />;
  const rows = data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <None />;
  const columns = [
    { label: t("queue.applicant") },
    { label: t("queue.wanted"), numeric: true },
    { label: t("score.decision") },
    { label: t("myDecisions.outcome") },
    { label: t("deciding.overrideReason") },
    { label: t("myDecisions.spent"), numeric: true },
    { label: t("myDecisions.at") },
  ];
  return (
    <Stack align="center">
      <Paper withBorder w="100%">
        <DataTable label={t("desk.mine")} columns={columns} minWidth={800} cards>
          {rows.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </DataTable>
      </Paper>
      <More label={t("myDecisions.more")} query={query} />
    </Stack>
  );
}

function None() {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="xl">
      <Stack align="center">
        <Text c="dimmed" ta="center">
          {t("myDecisions.none")}
        </Text>
        <Button component={Link} to="/queue" variant="default">
          {t("myDecisions.toQueue")}
        </Button>
      </Stack>
    </Paper>
  );
}

function Line({ row }: { row: OwnDecision }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = [row.last_name, row.first_name].filter(Boolean).join(" ");
  const { seconds_spent: seconds } = row;
  return (
    <Table.Tr className="client-row">
      <Table.Th scope="row" fw={400}>
        <Anchor component={Link} to={`/queue/${row.application_id}`} size="sm">
          {name}
        </Anchor>
        <Text span size="sm" c="dimmed" display="block">
          {t("queue.number", { number: row.number })}
        </Text>
      </Table.Th>
      <Table.Td className="number one-line">{formats.money(row.amount_rub)}</Table.Td>
      <Table.Td data-label={t("score.decision")}>
        <DecisionBadge decision={row.recommendation} />
      </Table.Td>
      <Table.Td>
        <Outcome row={row} />
      </Table.Td>
      <Table.Td>
        {row.override_reason && t(`deciding.overrideReasons.${row.override_reason}`)}
      </Table.Td>
      <Table.Td className="number one-line">
        {seconds !== null && t("queue.minutes", { minutes: toMinutes(seconds) })}
      </Table.Td>
      <Table.Td>
        <Text span size="sm" className="one-line">
          {formats.momentInTable(row.decided_at)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

function Outcome({ row }: { row: OwnDecision }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`deciding.outcomesDone.${row.outcome}`)}{" "}
      {!row.agrees && (
        <span className="chip" data-tone="poor">
          {t("myDecisions.against")}
        </span>
      )}{" "}
      {row.confirms !== null && <span className="chip">{t("myDecisions.asSecond")}</span>}
      {row.returned && (
        <span className="chip" data-tone="poor">
          {t("myDecisions.wasReturned")}
        </span>
      )}
    </>
  );
}
