/** The figures that the business watches: of the newest month, and by month, grade or manager. */

import { Group, Skeleton, Text } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../kit/address";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page, Section } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { More } from "../../kit/more";
import { Choice } from "./filters";
import { LIVE_BY, type LiveShown, readLive, writeLive } from "./live-address";
import { type LivePanel, liveQuery } from "./live-queries";
import { LiveTable } from "./live-table";
import { LiveTiles } from "./live-tiles";
import { MonthFault } from "./month-fault";
import { Runs } from "./run";
import { Views } from "./views";
import * as words from "./words";
import "./portfolio.css";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const [address, setAddress] = useAddress();
  const shown = readLive(address);
  const change = (next: Partial<LiveShown>) =>
    setAddress((now) => writeLive({ ...readLive(now), ...next }), { replace: true });
  const totals = useInfiniteQuery(liveQuery({ ...shown, by: "month" }));
  const panel = totals.data?.pages[0];
  return (
    <Page title={t("live.title")}>
      <Views here="live" />
      <Text c="dimmed">{t("live.what")}</Text>
      <Runs month={shown.month} isCounted />
      {totals.error && !panel && (
        <MonthFault
          error={totals.error}
          onRetry={totals.refetch}
          month={shown.month}
          newest="/portfolio/live"
        />
      )}
      {!panel && !totals.error && <Skeleton h={480} aria-busy />}
      {panel && (
        <>
          <Choices panel={panel} shown={shown} onChange={change} />
          <Newest panel={panel} />
          <Cut shown={shown} />
        </>
      )}
    </Page>
  );
}

interface ChoicesProps {
  panel: LivePanel;
  shown: LiveShown;
  onChange: (next: Partial<LiveShown>) => void;
}

function Choices({ panel, shown, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const newest = panel.months[0]?.slice(0, 7);
  return (
    <Group align="flex-end" gap="sm" className="no-print">
      <Choice
        label={t("book.month")}
        value={shown.month ?? newest ?? ""}
        options={panel.months.map((month) => [month.slice(0, 7), formats.month(month)])}
        onChange={(month) => onChange({ month: month === newest ? null : month })}
      />
      <Choice
        label={t("live.by")}
        value={shown.by}
        options={LIVE_BY.map((one) => [one, t(`live.bys.${one}`)])}
        onChange={(told) => onChange({ by: LIVE_BY.find((one) => one === told) ?? "month" })}
      />
    </Group>
  );
}

function Newest({ panel }: { panel: LivePanel }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const month = formats.month(panel.month);
  return (
    <Section title={t("live.now", { month })}>
      {panel.is_present && (
        <Text size="sm" c="dimmed">
          {t("live.present", { month })}
        </Text>
      )}
      <LiveTiles panel={panel} />
    </Section>
  );
}

function Cut({ shown }: { shown: LiveShown }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery({ ...liveQuery(shown), placeholderData: keepPreviousData });
  const { data, error, refetch } = list;
  const [first] = data?.pages ?? [];
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!first) return <Skeleton h={320} aria-busy />;
  return (
    <>
      <LiveTable panel={first} rows={data?.pages.flatMap(({ rows }) => rows) ?? []} />
      <More label={t("live.more")} query={list} />
    </>
  );
}
