/** The credits that stand out in a month: missing, unexpected, corrected. */

import { Anchor, Group, Paper, SegmentedControl, Skeleton, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../../kit/address";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { DownloadCredits } from "./download";
import { More } from "../../kit/more";
import { type Kind, KINDS, readKind } from "./model";
import { type CoveredCredit, creditsQuery } from "./queries";

export function Credits({ month }: { month: string }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const kind = readKind(parameters.get("list"));
  return (
    <>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t("coverage.lists")}
          value={kind}
          onChange={(list) => setParameters(() => new URLSearchParams({ list }), { replace: true })}
          data={KINDS.map((value) => ({ value, label: t(`coverage.${value}`) }))}
        />
        <DownloadCredits month={month} kind={kind} />
      </Group>
      <List month={month} kind={kind} />
    </>
  );
}

function List({ month, kind }: { month: string; kind: Kind }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(creditsQuery(month, kind));
  const { data, error, refetch, hasNextPage } = list;
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={240} />;
  const credits = data.pages.flatMap(({ items }) => items);
  return (
    <>
      <Paper withBorder>
        <DataTable
          label={t(`coverage.${kind}`)}
          minWidth={720}
          cards
          columns={(["client", "contract", "manager", "issued", "status"] as const).map((name) => ({
            label: t(`coverage.${name}`),
          }))}
          empty={credits.length === 0 && !hasNextPage && t(`coverage.nothing.${kind}`)}
        >
          {credits.map((credit) => (
            <Line key={credit.credit_id} credit={credit} />
          ))}
        </DataTable>
      </Paper>
      <More
        label={t(data.pages.at(-1)?.items.length ? "coverage.more" : "coverage.lookOn")}
        query={list}
      />
    </>
  );
}

function Line({ credit }: { credit: CoveredCredit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table.Tr>
      <RowName>
        <Anchor component={Link} to={`/clients/${credit.client_id}`}>
          {credit.last_name} {credit.first_name}
        </Anchor>
      </RowName>
      <Table.Td data-label={t("coverage.contract")}>
        {credit.contract ?? t("coverage.noContract", { id: credit.credit_id })}
      </Table.Td>
      <Table.Td data-label={t("coverage.manager")}>
        {credit.manager_name ?? t("coverage.nobody")}
      </Table.Td>
      <Table.Td data-label={t("coverage.issued")}>{formats.date(credit.issued_on)}</Table.Td>
      <Table.Td data-label={t("coverage.status")}>
        <Status credit={credit} />
      </Table.Td>
    </Table.Tr>
  );
}

function Status({ credit }: { credit: CoveredCredit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { status, status_before: before, recorded_at: recorded, after_closing: isLate } = credit;
  if (status === null) return "–";
  return (
    <Group gap={6}>
      <span>{t(`paymentStatus.${status}`)}</span>
      {before !== null && (
        <Text span size="sm" c="dimmed">
          {t("coverage.statusWas", { status: t(`paymentStatus.${before}`) })}
        </Text>
      )}
      {isLate && recorded && (
        <span className="chip" data-tone="bad">
          {t("coverage.late")}, {formats.momentInTable(recorded)}
        </span>
      )}
    </Group>
  );
}
