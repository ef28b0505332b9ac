/** The objections that wait for an answer, what is due first first. */

import { Anchor, Paper, Skeleton, Stack, Table } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Due } from "./due";
import { objectionsQuery } from "./queries";

export function OpenObjections() {
  const { t } = useTranslation();
  const formats = useFormats();
  const query = useInfiniteQuery(objectionsQuery);
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={320} aria-busy />;
  const rows = data.pages.flatMap(({ items }) => items);
  const columns = [
    { label: t("letter.applicant") },
    { label: t("letter.application"), numeric: true },
    { label: t("objections.raised") },
    { label: t("objections.due") },
    { label: t("objections.decidedBy") },
  ];
  return (
    <Stack align="center">
      <Paper withBorder w="100%">
        <DataTable
          label={t("objections.title")}
          columns={columns}
          minWidth={700}
          cards
          empty={rows.length === 0 && t("objections.none")}
        >
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <RowName>
                <Anchor component={Link} to={`/notices/${row.notice_id}`} size="sm">
                  {[row.last_name, row.first_name, row.patronymic].filter(Boolean).join(" ")}
                </Anchor>
              </RowName>
              <Table.Td className="number" data-label={t("letter.application")}>
                {row.number}
              </Table.Td>
              <Table.Td data-label={t("objections.raised")}>
                {formats.momentInTable(row.raised_at)}
              </Table.Td>
              <Table.Td data-label={t("objections.due")}>
                <Due moment={row.due_at} isLate={row.is_late} />
              </Table.Td>
              <Table.Td data-label={t("objections.decidedBy")}>{row.decided_by_name}</Table.Td>
            </Table.Tr>
          ))}
        </DataTable>
      </Paper>
      <More label={t("letter.more")} query={query} />
    </Stack>
  );
}
