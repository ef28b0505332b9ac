/** The months of payments: how much of each is on record, and which are closed. */

import { Anchor, Group, Paper, Progress, Skeleton, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { useUser } from "../people/session";
import { AfterClosing, ClosingBadge } from "./closing-badge";
import { monthOf, sharePercent } from "./model";
import { More } from "../../kit/more";
import { type Coverage, monthsQuery } from "./queries";
import { Touched } from "./touched";
import * as words from "./words";

addWords(words);

const COLUMNS = ["month", "share", "expected", "missing", "unexpected", "restated"] as const;
const NUMERIC: ReadonlySet<string> = new Set(["expected", "missing", "unexpected", "restated"]);

export function Component() {
  const { t } = useTranslation();
  const { role } = useUser();
  const list = useInfiniteQuery(monthsQuery);
  const { data, error, refetch } = list;
  const months = data?.pages.flatMap(({ items }) => items);
  return (
    <Page title={t("payments.title")} width={1100}>
      <Text c="dimmed">{t("coverage.what")}</Text>
      {role !== "manager" && <Touched />}
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!months && !error && <Skeleton h={400} />}
      {months && (
        <Paper withBorder>
          <DataTable
            label={t("payments.title")}
            minWidth={760}
            cards
            columns={[
              ...COLUMNS.map((name) => ({
                label: t(`coverage.${name}`),
                numeric: NUMERIC.has(name),
              })),
              { label: t("coverage.closing") },
            ]}
            empty={months.length === 0 && t("coverage.none")}
          >
            {months.map((coverage) => (
              <Line key={coverage.month} coverage={coverage} />
            ))}
          </DataTable>
        </Paper>
      )}
      <More label={t("coverage.earlier")} query={list} />
    </Page>
  );
}

function Line({ coverage }: { coverage: Coverage }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const figures = ["expected", "missing", "unexpected", "restated"] as const;
  return (
    <Table.Tr>
      <RowName>
        <Anchor component={Link} to={`/payments/${monthOf(coverage.month)}`}>
          {formats.month(coverage.month)}
        </Anchor>
      </RowName>
      <Table.Td data-label={t("coverage.share")}>
        <Share coverage={coverage} />
      </Table.Td>
      {figures.map((name) => {
        const figure = coverage[name];
        return (
          <Table.Td key={name} className="number" data-label={t(`coverage.${name}`)}>
            {figure === null ? "–" : formats.number(figure)}
          </Table.Td>
        );
      })}
      <Table.Td data-label={t("coverage.closing")}>
        <Group gap={6}>
          <ClosingBadge closing={coverage.closing} />
          <AfterClosing coverage={coverage} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Share({ coverage }: { coverage: Coverage }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const percent = sharePercent(coverage);
  if (percent === null) return <Text size="sm">{t("coverage.notYet")}</Text>;
  const share = formats.rate(percent);
  return (
    <Group gap="xs" wrap="nowrap">
      <Progress
        value={percent}
        w={110}
        color={percent < 99 ? "yellow" : "indigo"}
        aria-label={t("coverage.shareOf", { month: formats.month(coverage.month), share })}
      />
      <Text size="sm" aria-hidden className="one-line">
        {share}
      </Text>
    </Group>
  );
}
