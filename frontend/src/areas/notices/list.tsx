/** What has still to go to applicants, and the objections that wait for an answer. */

import { Anchor, Chip, Group, Paper, Skeleton, Stack, Table } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../../kit/address";
import { DataTable, RowName } from "../../kit/data-table";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { useUser } from "../people/session";
import { Due } from "./due";
import { OpenObjections } from "./open-objections";
import { type NoticeRow, noticesQuery } from "./queries";
import { StateBadge } from "./state-badge";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const { role } = useUser();
  const [parameters, setParameters] = useAddress();
  const application = parameters.get("application");
  const answers = role === "underwriter" || role === "admin";
  const tab = answers && parameters.get("tab") === "objections" ? "objections" : "due";
  return (
    <Page title={t("noticePlaces.list")}>
      {answers && !application && (
        <Chip.Group
          value={tab}
          onChange={(next) =>
            setParameters(() => new URLSearchParams(next === "objections" ? { tab: next } : ""))
          }
        >
          <Group gap="xs" role="group" aria-label={t("letter.tabs.label")}>
            <Chip value="due">{t("letter.tabs.due")}</Chip>
            <Chip value="objections">{t("letter.tabs.objections")}</Chip>
          </Group>
        </Chip.Group>
      )}
      {application && (
        <Anchor component={Link} to="/notices">
          {t("letter.all")}
        </Anchor>
      )}
      {tab === "objections" ? <OpenObjections /> : <Found application={application} />}
    </Page>
  );
}

function Found({ application }: { application: string | null }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(noticesQuery(application));
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={320} aria-busy />;
  const rows = data.pages.flatMap(({ items }) => items);
  const columns = [
    { label: t("letter.applicant") },
    { label: t("letter.application"), numeric: true },
    { label: t("letter.outcome") },
    { label: t("letter.due") },
    { label: t("letter.state") },
    { label: t("letter.manager") },
  ];
  const nothing = application ? "letter.nothingOfApplication" : "letter.nothingDue";
  return (
    <Stack align="center">
      <Paper withBorder w="100%">
        <DataTable
          label={t("noticePlaces.list")}
          columns={columns}
          minWidth={800}
          cards
          empty={rows.length === 0 && t(nothing)}
        >
          {rows.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </DataTable>
      </Paper>
      <More label={t("letter.more")} query={query} />
    </Stack>
  );
}

function Line({ row }: { row: NoticeRow }) {
  const { t } = useTranslation();
  const name = [row.last_name, row.first_name, row.patronymic].filter(Boolean).join(" ");
  return (
    <Table.Tr>
      <RowName>
        <Anchor component={Link} to={`/notices/${row.id}`} size="sm">
          {name}
        </Anchor>
      </RowName>
      <Table.Td className="number" data-label={t("letter.application")}>
        <Anchor component={Link} to={`/applications/${row.application_id}`} size="sm">
          {row.number}
        </Anchor>
      </Table.Td>
      <Table.Td data-label={t("letter.outcome")}>{t(`letter.outcomes.${row.outcome}`)}</Table.Td>
      <Table.Td data-label={t("letter.due")}>
        <Due moment={row.due_at} isLate={row.is_late} />
      </Table.Td>
      <Table.Td>
        <StateBadge notice={row} />
      </Table.Td>
      <Table.Td data-label={t("letter.manager")}>{row.manager_name ?? "–"}</Table.Td>
    </Table.Tr>
  );
}
