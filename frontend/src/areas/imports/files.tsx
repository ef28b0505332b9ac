/** The files that came in, and sending the next one. */

import { Anchor, Paper, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import type { ImportSummary, State } from "./model";
import { NewFile } from "./new-file";
import { importsQuery } from "./queries";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t("imports.title")}>
      <Text>{t("files.help")}</Text>
      <NewFile />
      <Sent />
    </Page>
  );
}

function Sent() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(importsQuery);
  const { data, error, refetch } = query;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <Title order={2} size="h3">
        {t("files.list")}
      </Title>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={200} />}
      {data && (
        <Paper withBorder>
          <Imports items={items} />
        </Paper>
      )}
      <More label={t("files.more")} query={query} />
    </Stack>
  );
}

function Imports({ items }: { items: ImportSummary[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t("files.list")}
      minWidth={820}
      cards
      columns={[
        { label: t("files.file") },
        { label: t("files.kind") },
        { label: t("files.who") },
        { label: t("files.when") },
        { label: t("files.rows"), numeric: true },
        { label: t("files.state") },
      ]}
      empty={items.length === 0 && t("files.none")}
    >
      {items.map((one) => (
        <ImportLine key={one.id} one={one} />
      ))}
    </DataTable>
  );
}

/** What wants somebody, what went wrong, and what is done. */
const TONES: Partial<Record<State, string>> = {
  profiled: "poor",
  checked: "poor",
  applied: "good",
  rejected: "bad",
};

function ImportLine({ one }: { one: ImportSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table.Tr>
      <RowName>
        <Anchor
          component={Link}
          to={`/imports/${one.id}`}
          size="sm"
          style={{ overflowWrap: "anywhere" }}
        >
          {one.file_name}
        </Anchor>
      </RowName>
      <Table.Td>{t(`files.kinds.${one.kind}`)}</Table.Td>
      <Table.Td>{one.created_by_name}</Table.Td>
      <Table.Td className="one-line">{formats.momentInTable(one.created_at)}</Table.Td>
      <Table.Td
        className="number"
        data-label={one.rows_total !== null ? t("files.rows") : undefined}
      >
        {one.rows_total !== null && formats.number(one.rows_total)}
      </Table.Td>
      <Table.Td>
        <span className="chip" data-tone={TONES[one.state]}>
          {t(`files.states.${one.state}`)}
        </span>
      </Table.Td>
    </Table.Tr>
  );
}
