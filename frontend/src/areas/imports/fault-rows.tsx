/** The rows with one kind of fault, part by part. */

import { Button, Group, Paper, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { useDetailText, useFaultText } from "./field-names";
import type { FileImport, Issue, Limits } from "./model";
import { issuesQuery } from "./queries";

interface Props {
  one: FileImport;
  code: string;
  /** As many as there are in the file; not all need be kept. */
  total: number;
}

export function FaultRows({ one, code, total }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const faultText = useFaultText();
  const query = useInfiniteQuery(issuesQuery(one.id, code));
  const { data, error, refetch, hasNextPage } = query;
  const issues = data?.pages.flatMap(({ items }) => items) ?? [];
  const isCut = data !== undefined && !hasNextPage && issues.length < total;
  return (
    <Paper withBorder component="section" pb="sm">
      <Group justify="space-between" p="md" pb="xs">
        <Title order={2} size="h4">
          {t("importing.report.shownOf")}: {faultText(code, "name")}
        </Title>
        <Button component={Link} to="?step=report" preventScrollReset variant="default" size="xs">
          {t("importing.report.close")}
        </Button>
      </Group>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={160} m="md" />}
      {data && <Rows issues={issues} />}
      <Stack px="md" pt="xs" align="flex-start">
        {isCut && (
          <Text size="sm" c="dimmed">
            {t("importing.report.listed", {
              listed: formats.number(issues.length),
              total: formats.number(total),
            })}
          </Text>
        )}
        <More label={t("importing.report.more")} query={query} />
      </Stack>
    </Paper>
  );
}

function Rows({ issues }: { issues: Issue[] }) {
  const { t } = useTranslation();
  const detailText = useDetailText();
  return (
    <DataTable
      label={t("importing.report.shownOf")}
      minWidth={420}
      maxHeight={420}
      columns={[
        { label: t("importing.report.row") },
        { label: t("importing.report.column") },
        { label: t("importing.report.what") },
      ]}
    >
      {issues.map(({ id, row, column_name, value, args }) => (
        <Table.Tr key={id}>
          <RowName>{row ?? t("importing.report.whole")}</RowName>
          <Table.Td>{column_name}</Table.Td>
          <Table.Td>
            {value && (
              <Text span size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
                {value}{" "}
              </Text>
            )}
            <Text span size="sm" c="dimmed">
              {detailText(args as Limits)}
            </Text>
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
