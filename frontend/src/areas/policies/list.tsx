/** Versions of the policy in every state, the newest first. */

import { Anchor, Button, Paper, Skeleton, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { More } from "../../kit/more";
import { useUser } from "../people/session";
import { sinceOf } from "./model";
import { policiesQuery, type PolicySummary } from "./queries";
import { PolicyStateBadge } from "./state-badge";
import * as words from "./words";

addWords(words);

const COLUMNS = ["version", "state", "approveFrom", "declineBelow", "author", "approver", "since"];
const NUMERIC: ReadonlySet<string> = new Set(["approveFrom", "declineBelow"]);

export function Component() {
  const { t } = useTranslation();
  const { role } = useUser();
  const list = useInfiniteQuery(policiesQuery);
  const { data, error, refetch } = list;
  const found = data?.pages.flatMap(({ items }) => items);
  const active = found?.find(({ state }) => state === "active");
  return (
    <Page
      title={t("policies.title")}
      width={1100}
      actions={
        role === "analyst" &&
        active && (
          <Button component={Link} to={`/policies/new?from=${active.id}`}>
            {t("policy.draftNew")}
          </Button>
        )
      }
    >
      <Text c="dimmed">{t("policy.what")}</Text>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!found && !error && <Skeleton h={300} />}
      {found && <Versions found={found} />}
      <More label={t("policy.more")} query={list} />
    </Page>
  );
}

function Versions({ found }: { found: PolicySummary[] }) {
  const { t } = useTranslation();
  return (
    <Paper withBorder>
      <DataTable
        label={t("policies.title")}
        minWidth={860}
        cards
        columns={COLUMNS.map((name) => ({
          label: t(`policy.${name}` as "policy.version"),
          numeric: NUMERIC.has(name),
        }))}
        empty={found.length === 0 && t("policy.none")}
      >
        {found.map((policy) => (
          <Line key={policy.id} policy={policy} />
        ))}
      </DataTable>
    </Paper>
  );
}

function Line({ policy }: { policy: PolicySummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const author = policy.author_id === null ? t("policy.release") : policy.author_name;
  const approver = policy.author_id === null ? "–" : (policy.approver_name ?? t("policy.nobody"));
  return (
    <Table.Tr>
      <RowName>
        <Anchor component={Link} to={`/policies/${policy.id}`}>
          {policy.version}
        </Anchor>
      </RowName>
      <Table.Td data-label={t("policy.state")}>
        <PolicyStateBadge state={policy.state} waits={policy.confirm_by !== null} />
      </Table.Td>
      <Table.Td className="number" data-label={t("policy.approveFrom")}>
        {policy.approve_from_points}
      </Table.Td>
      <Table.Td className="number" data-label={t("policy.declineBelow")}>
        {policy.decline_below_points}
      </Table.Td>
      <Table.Td data-label={t("policy.author")}>{author}</Table.Td>
      <Table.Td data-label={t("policy.approver")}>{approver}</Table.Td>
      <Table.Td data-label={t("policy.since")}>
        <span className="one-line">{formats.momentInTable(sinceOf(policy))}</span>
      </Table.Td>
    </Table.Tr>
  );
}
