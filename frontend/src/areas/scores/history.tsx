/** The points over time, drawn; the chart's code is loaded when it is first needed. */

import { Skeleton, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Score } from "./queries";

const Chart = lazy(() => import("./chart"));

/** Takes finished scores, newest first. */
export function ScoreHistory({ scores }: { scores: Score[] }) {
  const { t } = useTranslation();
  if (scores.length < 2) return <Text c="dimmed">{t("score.historyBegins")}</Text>;
  return (
    <Suspense fallback={<Skeleton h={220} />}>
      <Chart scores={[...scores].reverse()} />
    </Suspense>
  );
}
