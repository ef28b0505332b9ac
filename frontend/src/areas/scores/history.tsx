/** The rating over time, drawn; the chart's code is loaded when it is first needed. */

import { Skeleton, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Score } from "./queries";

const Chart = lazy(() => import("./chart"));

export function ScoreHistory({ scores }: { scores: Score[] }) {
  const { t } = useTranslation();
  const done = scores.filter((score) => score.status === "done").reverse();
  if (done.length < 2) return <Text c="dimmed">{t("score.historyBegins")}</Text>;
  return (
    <Suspense fallback={<Skeleton h={220} />}>
      <Chart scores={done} />
    </Suspense>
  );
}
