import "@mantine/charts/styles.css";
import { LineChart } from "@mantine/charts";
import { Box, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Score } from "./queries";
import { useFormats } from "../../kit/format";
import { isInDefault } from "./scale";

/** Stands at the bottom, where no probability of a model leads to. */
const IN_DEFAULT = 0;

export default function ScoreChart({ scores }: { scores: Score[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const data = scores.map((score) => ({
    moment: formats.moment(score.scored_at ?? score.requested_at),
    rating: isInDefault(score) ? IN_DEFAULT : 1 - (score.proba ?? 0),
  }));
  const text = (rating: number) => (rating === IN_DEFAULT ? t("default.grade") : rating.toFixed(4));
  const lowest = Math.min(...data.map((entry) => entry.rating));
  const floor = Math.max(0, lowest - Math.max(0.002, (1 - lowest) * 0.2));
  const digits = Math.ceil(-Math.log10(1 - floor)) + 1;
  return (
    <>
      <Box aria-hidden>
        <LineChart
          h={220}
          data={data}
          dataKey="moment"
          series={[{ name: "rating", label: t("score.rating"), color: "indigo.6" }]}
          curveType="monotone"
          yAxisProps={{
            domain: [floor, 1],
            width: 52,
            tickFormatter: (value: number) => value.toFixed(digits),
          }}
          valueFormatter={text}
          lineChartProps={{ accessibilityLayer: false }}
          xAxisProps={{ minTickGap: 60 }}
          tickLine="y"
        />
      </Box>
      <VisuallyHidden>
        <ol>
          {data.map((entry, index) => (
            <li key={index}>
              {entry.moment}: {text(entry.rating)}
            </li>
          ))}
        </ol>
      </VisuallyHidden>
    </>
  );
}
