/** The rating on the master scale: one arc a grade, the best to the right. */

import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Grade, Score } from "./queries";
import { useFormats } from "../../kit/format";
import { gaugePosition, gradeColour } from "./scale";

const RADIUS = 88;
const CENTRE = { x: 110, y: 104 };

function point(position: number, radius: number): string {
  const angle = Math.PI * (1 - position);
  const x = CENTRE.x + radius * Math.cos(angle);
  return `${x.toFixed(2)} ${(CENTRE.y - radius * Math.sin(angle)).toFixed(2)}`;
}

interface Props {
  score: Score;
  scale: Grade[];
  updating: boolean;
}

export function Gauge({ score, scale, updating }: Props) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const { proba, rating, grade } = score;
  if (proba === null || rating === null) return null;
  const meaning = scale.find((one) => one.grade === grade);
  const position = gaugePosition(proba, scale);
  const worstFirst = [...scale].reverse();
  const gap = 0.006;
  const letters = scale.map((one) => one.grade);
  return (
    <Stack
      align="center"
      gap={4}
      className={updating ? "updating" : undefined}
      aria-busy={updating}
    >
      <svg
        viewBox="0 0 220 128"
        width="100%"
        style={{ maxWidth: 320 }}
        role="img"
        aria-label={t("score.gauge", { rating: formats.rating(rating), grade: grade ?? "–" })}
      >
        {worstFirst.map((one, index) => (
          <path
            key={one.grade}
            d={`M ${point(index / scale.length + gap, RADIUS)} A ${RADIUS} ${RADIUS} 0 0 1 ${point((index + 1) / scale.length - gap, RADIUS)}`}
            fill="none"
            stroke={gradeColour(one.grade, letters)}
            strokeWidth={one.grade === grade ? 18 : 10}
            opacity={one.grade === grade ? 1 : 0.45}
          />
        ))}
        <line
          x1={point(position, 66).split(" ")[0]}
          y1={point(position, 66).split(" ")[1]}
          x2={point(position, RADIUS + 10).split(" ")[0]}
          y2={point(position, RADIUS + 10).split(" ")[1]}
          stroke="currentColor"
          strokeWidth={3}
          strokeLinecap="round"
        />
        <text
          x={CENTRE.x}
          y={86}
          textAnchor="middle"
          fontSize={36}
          fontWeight={700}
          fill="currentColor"
        >
          {formats.rating(rating)}
        </text>
        <text x={CENTRE.x} y={106} textAnchor="middle" fontSize={12} fill="currentColor">
          {t("score.ratingOf")}
        </text>
        <text x={16} y={124} fontSize={11} fill="currentColor">
          {scale.at(-1)?.grade}
        </text>
        <text x={204} y={124} textAnchor="end" fontSize={11} fill="currentColor">
          {scale[0]?.grade}
        </text>
      </svg>
      <Text fw={650} size="lg">
        {t("score.gradeIs", { grade: grade ?? "–" })}
      </Text>
      {meaning && (
        <Text ta="center">{i18n.language === "ru" ? meaning.text_ru : meaning.text_en}</Text>
      )}
      <Text size="sm" c="dimmed" ta="center">
        {t("score.probaIs", { proba: formats.percent(proba) })}
      </Text>
    </Stack>
  );
}
