/** What changed with a manager's own clients since the month before. */

import { Anchor, Group, Paper, Skeleton, Table, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../../kit/address";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { DecisionBadge, GradeBadge, Points } from "../scores/badges";
import { firstDay, monthOf } from "./model";
import { More } from "../../kit/more";
import { type MonthChange, monthChangesQuery } from "./queries";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const month = readMonth(parameters);
  const list = useInfiniteQuery(monthChangesQuery(month));
  const { data, error, refetch } = list;
  const changes = data?.pages.flatMap(({ items }) => items);
  return (
    <Page title={t("monthChanges.title")} width={1100}>
      <Text c="dimmed">{t("monthChanges.what")}</Text>
      <MonthField
        value={month ?? monthOf(data?.pages[0]?.month ?? "")}
        onChange={(value) =>
          setParameters(() => new URLSearchParams(firstDay(value) ? { month: value } : ""), {
            replace: true,
          })
        }
      />
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!changes && !error && <Skeleton h={400} />}
      {changes && <Changes changes={changes} />}
      <More label={t("monthChanges.more")} query={list} />
    </Page>
  );
}

/** The month that the address names; the present one where it names none. */
function readMonth(parameters: URLSearchParams): string | null {
  const wanted = parameters.get("month");
  return firstDay(wanted) && wanted;
}

function MonthField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <Group className="no-print">
      <TextInput
        type="month"
        label={t("monthChanges.month")}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Group>
  );
}

function Changes({ changes }: { changes: MonthChange[] }) {
  const { t } = useTranslation();
  const columns = ["client", "payments", "score", "recommendation"] as const;
  return (
    <Paper withBorder>
      <DataTable
        label={t("monthChanges.title")}
        minWidth={760}
        cards
        columns={columns.map((name) => ({ label: t(`monthChanges.${name}`) }))}
        empty={changes.length === 0 && t("monthChanges.none")}
      >
        {changes.map((change) => (
          <Line key={change.client_id} change={change} />
        ))}
      </DataTable>
    </Paper>
  );
}

function Line({ change }: { change: MonthChange }) {
  const { t } = useTranslation();
  const status = (value: MonthChange["status"]) => value && t(`paymentStatus.${value}`);
  return (
    <Table.Tr>
      <RowName>
        <Anchor component={Link} to={`/clients/${change.client_id}`}>
          {change.last_name} {change.first_name}
        </Anchor>
      </RowName>
      <Table.Td data-label={t("monthChanges.payments")}>
        <Moved
          isMoved={change.status_before !== change.status}
          before={status(change.status_before)}
          after={status(change.status)}
        />
      </Table.Td>
      <Table.Td data-label={t("monthChanges.score")}>
        <Moved
          isMoved={change.grade_before !== change.grade}
          before={<Said points={change.points_before} grade={change.grade_before} />}
          after={<Said points={change.points} grade={change.grade} />}
        />
      </Table.Td>
      <Table.Td data-label={t("monthChanges.recommendation")}>
        <Moved
          isMoved={change.decision_before !== change.decision}
          before={change.decision_before && <DecisionBadge decision={change.decision_before} />}
          after={change.decision && <DecisionBadge decision={change.decision} />}
        />
      </Table.Td>
    </Table.Tr>
  );
}

interface MovedProps {
  isMoved: boolean;
  before: ReactNode;
  after: ReactNode;
}

/** Before and after; the present alone where it is what it was, or where one of both is unknown. */
function Moved({ isMoved, before, after }: MovedProps) {
  if (!isMoved || !before || !after) return after ?? "–";
  return (
    <Group gap={6}>
      {before}
      <span aria-hidden>→</span>
      <Group gap={6}>{after}</Group>
    </Group>
  );
}

function Said({ points, grade }: { points: number | null; grade: string | null }) {
  if (grade === null) return "–";
  return (
    <Group gap={6} wrap="nowrap">
      {points !== null && <Points points={points} grade={grade} />}
      <GradeBadge grade={grade} />
    </Group>
  );
}
