import "@mantine/charts/styles.css";
import { LineChart } from "@mantine/charts";
import { Box, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Score } from "./queries";
import { useFormats } from "../../kit/format";
import { isInDefault, isUnknown, pointsTicks } from "./scale";

export default function ScoreChart({ scores }: { scores: Score[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const told = ({ points, grade }: Score) => {
    if (isInDefault({ grade })) return t("default.grade");
    return isUnknown({ grade }) ? t("unknown.grade") : String(points);
  };
  const data = scores.map((score) => ({
    moment: formats.moment(score.scored_at ?? score.requested_at),
    points: score.points,
    told: told(score),
  }));
  const ticks = pointsTicks(data.map(({ points }) => points));
  const inDefault = new Set(scores.filter(isInDefault).map(({ points }) => points));
  return (
    <>
      <Box aria-hidden>
        <LineChart
          h={220}
          data={data}
          dataKey="moment"
          series={[{ name: "points", label: t("score.points"), color: "indigo.6" }]}
          curveType="monotone"
          connectNulls={false}
          yAxisProps={{
            domain: [Math.min(...ticks), Math.max(...ticks)],
            ticks,
            width: 56,
            allowDecimals: false,
          }}
          valueFormatter={(points) => (inDefault.has(points) ? t("default.grade") : String(points))}
          lineChartProps={{ accessibilityLayer: false }}
          xAxisProps={{ minTickGap: 60 }}
          tickLine="y"
        />
      </Box>
      <VisuallyHidden>
        <ol>
          {data.map(({ moment, told }, index) => (
            <li key={index}>
              {moment}: {told}
            </li>
          ))}
        </ol>
      </VisuallyHidden>
    </>
  );
}
