/** The portfolio as it stood at the end of a month. */

import { SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../kit/address";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { type Chart, readShown, readView, type Shown, type View, writePage } from "./address";
import { Filters } from "./filters";
import { GradeBars, GradeTable } from "./grades";
import { MigrationBlock } from "./migration";
import { MonthFault } from "./month-fault";
import { PastDue } from "./past-due";
import { PointsHistogram } from "./points";
import { type PortfolioSummary, summaryQuery } from "./queries";
import { Runs } from "./run";
import { Tiles } from "./tiles";
import { Views } from "./views";
import { VintagesBlock } from "./vintages";
import * as words from "./words";
import "./portfolio.css";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [address, setAddress] = useAddress();
  const [shown, view] = [readShown(address), readView(address)];
  const write = (nextShown: Partial<Shown>, nextView: (view: View) => Partial<View>) =>
    setAddress(
      (now) => {
        const viewNow = readView(now);
        return writePage({ ...readShown(now), ...nextShown }, { ...viewNow, ...nextView(viewNow) });
      },
      { replace: true },
    );
  const { data, error, refetch, isPlaceholderData } = useQuery(summaryQuery(shown));
  return (
    <Page title={t("portfolio.title")}>
      <Views here="portfolio" />
      <Runs month={shown.month} isCounted={data === undefined || data.month !== null} />
      {error && !data && (
        <MonthFault error={error} onRetry={refetch} month={shown.month} newest="/portfolio" />
      )}
      {!data && !error && <Skeleton h={600} aria-busy />}
      {data?.month && (
        <>
          <Filters
            shown={shown}
            months={data.months}
            onChange={(next) => write(next, () => ({}))}
          />
          <Text className="print-only">{t("book.asOf", { month: formats.month(data.month) })}</Text>
          <div className={isPlaceholderData ? "updating" : undefined} aria-busy={isPlaceholderData}>
            <Blocks
              summary={data}
              // What its links lead to stays of this month
              shown={{ ...shown, month: data.month.slice(0, 7) }}
              view={view}
              onView={(next) => write({}, next)}
            />
          </div>
        </>
      )}
    </Page>
  );
}

interface Props {
  summary: PortfolioSummary;
  shown: Shown;
  view: View;
  onView: (next: (view: View) => Partial<View>) => void;
}

function Blocks({ summary, shown, view, onView }: Props) {
  const switchOf = (chart: Chart) => ({
    isTable: view.tables.has(chart),
    onSwitch: () => onView(({ tables }) => ({ tables: switched(tables, chart) })),
  });
  return (
    <Stack gap="md">
      <Tiles summary={summary} shown={shown} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <GradeBars summary={summary} shown={shown} {...switchOf("grades")} />
        <PointsHistogram summary={summary} shown={shown} {...switchOf("points")} />
        <PastDue summary={summary} shown={shown} {...switchOf("pastDue")} />
        <VintagesBlock
          shown={shown}
          days={view.days}
          onDays={(days) => onView(() => ({ days }))}
          {...switchOf("vintages")}
        />
      </SimpleGrid>
      <MigrationBlock shown={shown} months={summary.months} />
      <GradeTable summary={summary} shown={shown} />
    </Stack>
  );
}

function switched(tables: View["tables"], chart: Chart): View["tables"] {
  const next = new Set(tables);
  if (!next.delete(chart)) next.add(chart);
  return next;
}
