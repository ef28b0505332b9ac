/** The points over time, drawn; the chart's code is loaded when it is first needed. */

import { Skeleton, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Policy, Score } from "./queries";

const Chart = lazy(() => import("./chart"));

interface Props {
  /** Finished ones, newest first. */
  scores: Score[];
  /** For staff: its cut-offs are marked. */
  policy?: Policy | undefined;
}

export function ScoreHistory({ scores, policy }: Props) {
  const { t } = useTranslation();
  if (scores.length < 2) return <Text c="dimmed">{t("score.historyBegins")}</Text>;
  return (
    <Suspense fallback={<Skeleton h={220} />}>
      <Chart scores={[...scores].reverse()} policy={policy} />
    </Suspense>
  );
}
