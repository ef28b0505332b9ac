/** What is earned at which approval rate, and where the best cannot be told from others. */

import { Box, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { Figures } from "./simulator-model";
import type { SimulatedFigures } from "./simulator-queries";

type Place = SimulatedFigures["curve"][number];

const WIDTH = 600;
const HEIGHT = 200;

interface Props {
  curve: Place[];
  inForce: Figures;
  scenario: Figures;
}

export function Curve({ curve, inForce, scenario }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const scale = scaleOf(curve, [inForce, scenario]);
  const flat = curve.filter(({ is_flat }) => is_flat);
  const best = [...curve].sort((one, other) => nii(other) - nii(one))[0];
  const [lowest, highest] = [flat[0], flat.at(-1)];
  if (!best || !lowest || !highest) return null;
  return (
    <Box>
      <Text size="sm" c="dimmed" aria-hidden>
        {formats.money(scale.high)}
      </Text>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
        height={HEIGHT}
        preserveAspectRatio="none"
        aria-hidden
        style={{ display: "block" }}
      >
        <path d={bandOf(curve, scale)} fill="currentColor" opacity={0.12} />
        <path d={lineOf(curve, scale)} {...STROKE} strokeWidth={1.5} />
        <path
          d={lineOf(flat, scale)}
          {...STROKE}
          strokeWidth={5}
          className="tone"
          data-tone="good"
          style={{ fill: "none", stroke: "var(--tone)" }}
        />
      </svg>
      <Marks scale={scale} inForce={inForce} scenario={scenario} />
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" c="dimmed" aria-hidden>
          {formats.rate(scale.from * 100)}
        </Text>
        <Text size="sm" c="dimmed" ta="center">
          {t("simulation.curveAxis")}
        </Text>
        <Text size="sm" c="dimmed" aria-hidden>
          {formats.rate(scale.to * 100)}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {t("simulation.curveFlat")} · {t("simulation.curveMarks")}
      </Text>
      <Text size="sm" mt="xs">
        {t("simulation.curveTold", {
          rate: formats.rate(best.approval_rate * 100),
          points: best.points,
          low: formats.rate(lowest.approval_rate * 100),
          high: formats.rate(highest.approval_rate * 100),
        })}
      </Text>
    </Box>
  );
}

const STROKE = {
  fill: "none",
  stroke: "currentColor",
  vectorEffect: "non-scaling-stroke",
} as const;

interface Scale {
  from: number;
  to: number;
  low: number;
  high: number;
}

function nii(place: Place): number {
  return place.nii_after_loss_rub.value ?? 0;
}

function scaleOf(curve: Place[], marks: Figures[]): Scale {
  const rates = [
    ...curve.map(({ approval_rate }) => approval_rate),
    ...marks.map(({ approval_rate }) => approval_rate),
  ];
  const money = [
    ...curve.flatMap(({ nii_after_loss_rub: { value, low, high } }) => [
      ...[value ?? 0, low ?? 0, high ?? 0],
    ]),
    ...marks.map(({ nii_after_loss_rub }) => nii_after_loss_rub),
  ];
  return {
    from: Math.min(...rates),
    to: Math.max(...rates),
    low: Math.min(...money),
    high: Math.max(...money),
  };
}

function share(value: number, from: number, to: number): number {
  return to > from ? (value - from) / (to - from) : 0.5;
}

function pointOf(rate: number, money: number, { from, to, low, high }: Scale): string {
  const x = share(rate, from, to) * WIDTH;
  const y = (1 - share(money, low, high)) * (HEIGHT - 8) + 4;
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

function pathOf(points: string[]): string {
  return points.length > 0 ? `M ${points.join(" L ")}` : "";
}

function lineOf(curve: Place[], scale: Scale): string {
  return pathOf(curve.map((place) => pointOf(place.approval_rate, nii(place), scale)));
}

function bandOf(curve: Place[], scale: Scale): string {
  const edge = (place: Place, money: number | null) =>
    pointOf(place.approval_rate, money ?? nii(place), scale);
  const upper = curve.map((place) => edge(place, place.nii_after_loss_rub.high));
  const lower = curve.map((place) => edge(place, place.nii_after_loss_rub.low));
  return pathOf([...upper, ...lower.reverse()]);
}

/** Over the drawing, which is stretched: marks would be, too. */
function Marks({ scale, inForce, scenario }: { scale: Scale } & Omit<Props, "curve">) {
  const marks = [
    [inForce, "◆"],
    [scenario, "●"],
  ] as const;
  return (
    <Box pos="relative" h={0} aria-hidden>
      {marks.map(([figures, sign]) => (
        <Text
          key={sign}
          pos="absolute"
          fw={700}
          lh={1}
          style={{
            left: `${share(figures.approval_rate, scale.from, scale.to) * 100}%`,
            bottom: share(figures.nii_after_loss_rub, scale.low, scale.high) * (HEIGHT - 8) + 4,
            transform: "translate(-50%, 50%)",
          }}
        >
          {sign}
        </Text>
      ))}
    </Box>
  );
}
