import "@mantine/charts/styles.css";
import { LineChart } from "@mantine/charts";
import { Box, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Policy, Score } from "./queries";
import { useFormats } from "../../kit/format";
import { isInDefault, isUnknown, pointsTicks } from "./scale";

interface Props {
  /** Finished ones, the oldest first. */
  scores: Score[];
  /** For staff: its cut-offs are drawn where they are near. */
  policy?: Policy | undefined;
}

export default function ScoreChart({ scores, policy }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const told = useTold();
  const data = scores.map((score) => ({
    moment: Date.parse(momentOf(score)),
    points: score.points,
  }));
  const ticks = pointsTicks(data.map(({ points }) => points));
  const inDefault = new Set(scores.filter(isInDefault).map(({ points }) => points));
  const domain: [number, number] = [Math.min(...ticks), Math.max(...ticks)];
  return (
    <>
      <Box aria-hidden>
        <LineChart
          h={220}
          data={data}
          dataKey="moment"
          series={[{ name: "points", label: t("score.points"), color: "indigo.6" }]}
          // What was said holds until something else is said
          curveType="stepAfter"
          connectNulls={false}
          yAxisProps={{ domain, ticks, width: 56, allowDecimals: false }}
          xAxisProps={{
            type: "number",
            scale: "time",
            domain: ["dataMin", "dataMax"],
            minTickGap: 60,
            tickFormatter: (moment: number) => formats.dayOnAxis(new Date(moment).toISOString()),
          }}
          referenceLines={useCutOffs(policy, domain)}
          valueFormatter={(points) => (inDefault.has(points) ? t("default.grade") : String(points))}
          tooltipProps={{
            // Asked for before anything is pointed at, too
            labelFormatter: (moment) =>
              typeof moment === "number" ? formats.moment(new Date(moment)) : "",
          }}
          lineChartProps={{ accessibilityLayer: false }}
          tickLine="y"
        />
      </Box>
      <VisuallyHidden>
        <ol>
          {scores.map((score) => (
            <li key={score.id}>
              {formats.moment(momentOf(score))}: {told(score)}
            </li>
          ))}
        </ol>
      </VisuallyHidden>
    </>
  );
}

/** A score stands on the day that it is of, where that is gone by; else where it was made. */
function momentOf({ as_of, scored_at, requested_at }: Score): string {
  const made = scored_at ?? requested_at;
  return as_of !== null && as_of < made.slice(0, 10) ? as_of : made;
}

function useTold(): (score: Score) => string {
  const { t } = useTranslation();
  return ({ points, grade }) => {
    if (isInDefault({ grade })) return t("default.grade");
    return isUnknown({ grade }) ? t("unknown.grade") : String(points);
  };
}

/** Returns the lines of the cut-offs that lie in what is drawn. */
function useCutOffs(policy: Policy | undefined, [low, high]: [number, number]) {
  const { t } = useTranslation();
  if (!policy) return [];
  return [
    { y: policy.approve_from_points, label: t("score.approveFrom"), color: "gray.6" },
    { y: policy.decline_below_points, label: t("score.declineBelow"), color: "red.7" },
  ].filter(({ y }) => y >= low && y <= high);
}
