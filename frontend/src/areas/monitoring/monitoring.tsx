/** Monitoring: one verdict a month, and what led to it. */

import { Button, Group, NativeSelect, Paper, Skeleton, Stack, Tabs, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../../kit/address";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import * as caseWords from "../decisions/words";
import { More } from "../../kit/more";
import { readShown, type Shown, type Tab, TABS, writeShown } from "./address";
import { Alerts } from "./alerts";
import { FairnessTab, OutcomesTab, StabilityTab } from "./month-tabs";
import { PeriodList } from "./period-list";
import { verdictsQuery } from "./queries";
import type { Verdict } from "./shapes";
import { VerdictHead } from "./verdict-head";
import * as words from "./words";
import "./monitoring.css";

// The names of reasons are those of the underwriters' pages
for (const told of [caseWords, words]) addWords(told);

export function Component() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(verdictsQuery);
  const { data, error, refetch } = query;
  const verdicts = data?.pages.flatMap(({ items }) => items);
  return (
    <Page title={t("monitoring.title")}>
      {error && !verdicts && <ErrorView error={error} onRetry={refetch} />}
      {!verdicts && !error && <Skeleton h={400} aria-busy />}
      {verdicts && <Monitored verdicts={verdicts} more={query} />}
    </Page>
  );
}

type Older = Parameters<typeof More>[0]["query"];

interface Props {
  verdicts: Verdict[];
  more: Older;
}

function Monitored({ verdicts, more }: Props) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const wanted = readShown(parameters);
  const found = verdicts.find(({ month }) => month.slice(0, 7) === wanted.month);
  const verdict = found ?? verdicts[0];
  // A month without a verdict is as if none was asked for
  const shown = { ...wanted, month: verdict?.month.slice(0, 7) ?? null };
  useOlder(wanted.month !== null && !found, more);
  const change = (next: Partial<Shown>) =>
    setParameters((now) => writeShown({ ...readShown(now), ...next }), { replace: true });
  return (
    <Stack>
      {verdict ? (
        <>
          <MonthSelect
            verdicts={verdicts}
            value={verdict.month}
            onChange={(month) => change({ month })}
          />
          <VerdictHead verdict={verdict} isShort={shown.tab !== "periods"} />
        </>
      ) : (
        <NoVerdict />
      )}
      <Tabs value={shown.tab} onChange={(tab) => change({ tab: tab as Tab })} keepMounted={false}>
        <Tabs.List aria-label={t("monitor.tabsLabel")} mb="md">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`monitor.tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="periods">
          <Stack>
            <PeriodList
              verdicts={verdicts}
              shown={shown.month}
              onShow={(month) => change({ month })}
            />
            <More label={t("monitor.more")} query={more} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="stability">
          <StabilityTab shown={shown} onChange={change} />
        </Tabs.Panel>
        <Tabs.Panel value="outcomes">
          <OutcomesTab shown={shown} onChange={change} />
        </Tabs.Panel>
        <Tabs.Panel value="fairness">
          <FairnessTab shown={shown} />
        </Tabs.Panel>
        <Tabs.Panel value="alerts">
          <Alerts state={shown.state} onChange={change} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

/** Reads on until the month that the address asks for is there. */
function useOlder(isMissing: boolean, query: Older) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  // A page that did not come is asked for again by a person
  const isNext = isMissing && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (isNext) fetchNextPage();
  }, [isNext, fetchNextPage]);
}

interface MonthProps {
  verdicts: Verdict[];
  value: string;
  onChange: (month: string) => void;
}

function MonthSelect({ verdicts, value, onChange }: MonthProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <NativeSelect
      className="no-print"
      w={240}
      label={t("monitor.month")}
      value={value.slice(0, 7)}
      onChange={(event) => onChange(event.target.value)}
      data={verdicts.map(({ month }) => ({
        value: month.slice(0, 7),
        label: formats.month(month),
      }))}
    />
  );
}

function NoVerdict() {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <Text>{t("monitor.none")}</Text>
        <Button component={Link} to="/portfolio" variant="default">
          {t("monitor.toPortfolio")}
        </Button>
      </Group>
    </Paper>
  );
}
