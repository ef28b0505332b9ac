/** The histogram in points with two handles: drawn anew with every move. */

import { Box, Button, Group, RangeSlider, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { FigureField } from "./simulator-field";
import {
  type Bin,
  BIN_POINTS,
  edgePoints,
  edgeProba,
  type Handles,
  OUTCOMES,
} from "./simulator-model";

const LEAST_POINTS = 1;
const MOST_POINTS = 999;
const HEIGHT = 160;
const MARK_STEP = 100;
const TONES = ["good", "fair", "bad"] as const;
const BEYOND = 2 * BIN_POINTS;

interface Props {
  bins: Bin[];
  inForce: Handles;
  handles: Handles;
  onMove: (handles: Handles) => void;
  onMoved: (handles: Handles) => void;
}

export function Histogram({ bins, inForce, handles, onMove, onMoved }: Props) {
  const { t } = useTranslation();
  const [low, high] = domainOf(bins, inForce, handles);
  const toHandles = ([decline, approve]: [number, number]): Handles => ({ decline, approve });
  return (
    <Box>
      <Legend />
      <Box px={8}>
        {/* As far in as the slider's ends */}
        <Box px={6}>
          <Bars bins={bins} low={low} high={high} inForce={inForce} handles={handles} />
        </Box>
        <RangeSlider
          mt={4}
          mb="xl"
          size="sm"
          min={low}
          max={high}
          minRange={0}
          value={[handles.decline, handles.approve]}
          onChange={(value) => onMove(toHandles(value))}
          onChangeEnd={(value) => onMoved(toHandles(value))}
          thumbFromLabel={t("simulation.declineBelow")}
          thumbToLabel={t("simulation.approveFrom")}
          marks={marksBetween(low, high)}
        />
      </Box>
      <Typed handles={handles} onMoved={onMoved} />
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="dimmed">
          {t("simulation.inForceMark", { ...inForce })}
        </Text>
        <Button variant="default" size="compact-sm" onClick={() => onMoved(inForce)}>
          {t("simulation.back")}
        </Button>
      </Group>
    </Box>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <Group gap="md" mb="xs" aria-hidden>
      {[...OUTCOMES].reverse().map((outcome) => (
        <Text key={outcome} size="sm" className="tone" data-tone={TONES[OUTCOMES.indexOf(outcome)]}>
          ■ {t(`simulation.outcomes.${outcome}`)}
        </Text>
      ))}
    </Group>
  );
}

/** Returns whole bins around all people and both pairs of cut-offs. */
function domainOf(bins: Bin[], inForce: Handles, handles: Handles): [number, number] {
  const known = bins.map(({ from }) => from);
  const cuts = [inForce.decline, inForce.approve, handles.decline, handles.approve];
  const low = Math.min(...known, ...cuts.map((points) => points - BEYOND));
  const high = Math.max(...known, ...cuts.map((points) => points + BEYOND));
  return [
    Math.max(LEAST_POINTS, Math.floor(low / BIN_POINTS) * BIN_POINTS),
    Math.min(MOST_POINTS, Math.ceil((high + 1) / BIN_POINTS) * BIN_POINTS),
  ];
}

function marksBetween(low: number, high: number) {
  const first = Math.ceil(low / MARK_STEP) * MARK_STEP;
  const length = Math.max(0, Math.floor((high - first) / MARK_STEP) + 1);
  return Array.from({ length }, (_, index) => {
    const value = first + index * MARK_STEP;
    return { value, label: String(value) };
  });
}

interface BarsProps extends Pick<Props, "bins" | "inForce" | "handles"> {
  low: number;
  high: number;
}

function Bars({ bins, low, high, inForce, handles }: BarsProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const most = Math.max(1, ...bins.map(({ counts }) => sum(counts)));
  const totals = [0, 1, 2].map((outcome) => sum(bins.map(({ counts }) => counts[outcome] ?? 0)));
  const [approve = 0, review = 0, decline = 0] = totals;
  return (
    <svg
      viewBox={`${low} 0 ${high - low} ${HEIGHT}`}
      width="100%"
      height={HEIGHT}
      preserveAspectRatio="none"
      role="img"
      aria-label={t("simulation.histogramTold", {
        approve: formats.number(approve),
        review: formats.number(review),
        decline: formats.number(decline),
      })}
      style={{ display: "block" }}
    >
      {bins.map(({ from, counts }) => (
        <Bar key={from} from={from} counts={counts} most={most} />
      ))}
      {[inForce.decline, inForce.approve].map((points, index) => (
        <Line key={index} points={points} dashed />
      ))}
      {[handles.decline, handles.approve].map((points, index) => (
        <Line key={index} points={points} />
      ))}
    </svg>
  );
}

function Bar({ from, counts, most }: Bin & { most: number }) {
  let top = HEIGHT;
  return counts.map((count, outcome) => {
    const height = (count / most) * (HEIGHT - 6);
    top -= height;
    return (
      <rect
        key={outcome}
        className="tone"
        data-tone={TONES[outcome]}
        x={from + 1}
        y={top}
        width={BIN_POINTS - 2}
        height={height}
      />
    );
  });
}

function Line({ points, dashed = false }: { points: number; dashed?: boolean }) {
  return (
    <line
      x1={points}
      x2={points}
      y1={0}
      y2={HEIGHT}
      stroke="currentColor"
      strokeWidth={dashed ? 1.5 : 2}
      vectorEffect="non-scaling-stroke"
      {...(dashed && { strokeDasharray: "5 4" })}
    />
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function Typed({ handles, onMoved }: Pick<Props, "handles" | "onMoved">) {
  const { t } = useTranslation();
  const fields = (["decline", "approve"] as const).map((name) => {
    const [least, most] =
      name === "decline" ? [LEAST_POINTS, handles.approve] : [handles.decline, MOST_POINTS];
    const move = (points: number) => onMoved({ ...handles, [name]: points });
    const isIn = (points: number) => points >= least && points <= most;
    const label = t(`simulation.${name === "decline" ? "declineBelow" : "approveFrom"}`);
    return (
      <Group key={name} gap="xs" align="flex-start" grow wrap="nowrap">
        <FigureField
          label={label}
          value={handles[name]}
          isPossible={(points) => Number.isInteger(points) && isIn(points)}
          fault={t("simulation.pointsFault", { least, most })}
          onChange={(points) => move(points ?? handles[name])}
        />
        <FigureField
          label={t("simulation.asProba")}
          value={Number((edgeProba(handles[name]) * 100).toPrecision(3))}
          isPossible={(percent) => percent > 0 && percent < 100 && isIn(edgePoints(percent / 100))}
          fault={t("simulation.probaFault")}
          onChange={(percent) => move(edgePoints((percent ?? 0) / 100))}
        />
      </Group>
    );
  });
  return <SimpleGrid cols={{ base: 1, sm: 2 }}>{fields}</SimpleGrid>;
}
