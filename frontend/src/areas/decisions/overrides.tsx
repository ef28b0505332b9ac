/** The override journal: how often people decide otherwise than recommended, and how it ends. */

import { NativeSelect, SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../kit/address";
import { ErrorView } from "../../kit/error-view";
import { Page, Section } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { type OverridesShown, PERIODS, readShown, writeShown } from "./overrides-address";
import { ByBand, ByMonth, ByReason, Figures } from "./overrides-figures";
import { FunnelChart } from "./overrides-funnel";
import { OverrideList } from "./overrides-list";
import { LowSide, RankingFacts } from "./overrides-outcomes";
import { type OverrideSummary, overrideSummaryQuery } from "./overrides-queries";
import * as overrideWords from "./overrides-words";
import * as words from "./words";
import "./overrides.css";

for (const told of [words, overrideWords]) addWords(told);

export function Component() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const shown = readShown(parameters);
  const change = (next: Partial<OverridesShown>) =>
    setParameters((now) => writeShown({ ...readShown(now), ...next }), { replace: true });
  const { data, error, refetch } = useQuery(overrideSummaryQuery(shown.months));
  return (
    <Page title={t("desk.overrides")}>
      <NativeSelect
        className="no-print"
        w={220}
        label={t("overrides.period")}
        value={shown.months}
        onChange={(event) => change({ months: Number(event.target.value) })}
        data={PERIODS.map((count) => ({
          value: String(count),
          label: t("overrides.months", { count }),
        }))}
      />
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={480} aria-busy />}
      {data && <Summary summary={data} />}
      <Section title={t("overrides.list")}>
        <OverrideList shown={shown} onChange={change} />
      </Section>
    </Page>
  );
}

function Summary({ summary }: { summary: OverrideSummary }) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Figures summary={summary} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Section title={t("overrides.byMonth")}>
          <ByMonth summary={summary} />
        </Section>
        <Section title={t("overrides.byUnderwriter")}>
          <FunnelChart funnel={summary.funnel} />
        </Section>
        <Section title={t("overrides.byBand")}>
          <ByBand summary={summary} />
        </Section>
        <Section title={t("overrides.byReason")}>
          <ByReason summary={summary} />
        </Section>
        <Section title={t("overrides.lowSide")}>
          <LowSide summary={summary} />
        </Section>
        <Section title={t("overrides.ranking")}>
          <RankingFacts summary={summary} />
        </Section>
      </SimpleGrid>
    </Stack>
  );
}
