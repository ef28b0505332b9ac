/** How often people decide otherwise: in all, by month, by PD band and by reason. */

import { Paper, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { GradeBadge } from "../scores/badges";
import type { OverrideSummary, Rates } from "./overrides-queries";
import { useShareText } from "./overrides-shares";

const SIDES = ["all", "low_side", "high_side"] as const;
const KINDS = [...SIDES, "other_reason"] as const;
type Kind = (typeof KINDS)[number];

export function Figures({ summary: { total, lines } }: { summary: OverrideSummary }) {
  const { t } = useTranslation();
  const { format } = useShareText();
  const usual: Record<Kind, string | null> = {
    all: t("overrides.upTo", { share: format(lines.all) }),
    low_side: t("overrides.fromTo", {
      low: format(lines.low_side_from),
      high: format(lines.low_side_to),
    }),
    high_side: t("overrides.upTo", { share: format(lines.high_side) }),
    other_reason: null,
  };
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} component="dl" m={0}>
        {KINDS.map((kind) => (
          <Figure key={kind} kind={kind} share={total[kind]} usual={usual[kind]} />
        ))}
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t("overrides.conventions")}
      </Text>
    </Stack>
  );
}

interface FigureProps {
  kind: Kind;
  share: Rates[Kind];
  usual: string | null;
}

function Figure({ kind, share, usual }: FigureProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { format, between } = useShareText();
  return (
    <Paper withBorder p="sm">
      <Text component="dt" size="sm">
        {t(`overrides.kinds.${kind}`)}
      </Text>
      <Text component="dd" m={0} size="xl" fw={600}>
        {share.share === null ? "–" : format(share.share)}
        <Text span size="sm" c="dimmed" ml={6}>
          {t("overrides.countOf", {
            number: formats.number(share.count),
            of: formats.number(share.of),
          })}
        </Text>
      </Text>
      <Text component="dd" m={0} size="xs" c="dimmed">
        {[t(`overrides.ofWhat.${kind}`), between(share), usual].filter(Boolean).join(" ")}
      </Text>
    </Paper>
  );
}

export function ByMonth({ summary: { months } }: { summary: OverrideSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <RatesTable
      label={t("overrides.byMonth")}
      first={t("overrides.month")}
      rows={[...months]
        .reverse()
        .map(({ month, rates }) => ({ key: month, name: formats.month(month), rates }))}
    />
  );
}

export function ByBand({ summary: { bands } }: { summary: OverrideSummary }) {
  const { t } = useTranslation();
  return (
    <RatesTable
      label={t("overrides.byBand")}
      first={t("overrides.band")}
      rows={bands.map(({ grade, rates }) => ({
        key: grade,
        name: <GradeBadge grade={grade} />,
        rates,
      }))}
    />
  );
}

interface RatesTableProps {
  label: string;
  first: string;
  rows: { key: string; name: React.ReactNode; rates: Rates }[];
}

function RatesTable({ label, first, rows }: RatesTableProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { ofText } = useShareText();
  const columns = [
    { label: first },
    { label: t("overrides.decisions"), numeric: true },
    ...SIDES.map((kind) => ({
      label: t(`overrides.kindsShort.${kind}`),
      numeric: true,
    })),
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      minWidth={440}
      cards
      empty={rows.length === 0 && t("overrides.none")}
    >
      {rows.map(({ key, name, rates }) => (
        <Table.Tr key={key}>
          <RowName>{name}</RowName>
          <Table.Td className="number" data-label={t("overrides.decisions")}>
            {formats.number(rates.all.of)}
          </Table.Td>
          {SIDES.map((kind) => (
            <Table.Td
              key={kind}
              className="number one-line"
              data-label={t(`overrides.kindsShort.${kind}`)}
            >
              {ofText(rates[kind].count, rates[kind].of)}
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </DataTable>
  );
}

export function ByReason({ summary: { reasons } }: { summary: OverrideSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const columns = [
    { label: t("deciding.overrideReason") },
    { label: t("overrides.kindsShort.low_side"), numeric: true },
    { label: t("overrides.kindsShort.high_side"), numeric: true },
  ];
  return (
    <DataTable
      label={t("overrides.byReason")}
      columns={columns}
      minWidth={280}
      empty={reasons.length === 0 && t("overrides.none")}
    >
      {reasons.map((one) => (
        <Table.Tr key={one.reason}>
          <RowName>{t(`deciding.overrideReasons.${one.reason}`)}</RowName>
          <Table.Td className="number">{formats.number(one.low_side)}</Table.Td>
          <Table.Td className="number">{formats.number(one.high_side)}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
