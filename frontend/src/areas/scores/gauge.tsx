/** Points on the master scale: one arc a grade, the best to the right. */

import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Grade, Policy, Score } from "./queries";
import { useFormats } from "../../kit/format";
import {
  type GaugeScale,
  gaugeScale,
  gradeColour,
  gradeTone,
  isRuled,
  MOST_POINTS,
  nextGrade,
} from "./scale";

const RADIUS = 88;
const CENTRE = { x: 110, y: 104 };
const GAP = 0.006;

function at(position: number, radius: number) {
  const angle = Math.PI * (1 - position);
  return { x: CENTRE.x + radius * Math.cos(angle), y: CENTRE.y - radius * Math.sin(angle) };
}

function point(position: number, radius: number): string {
  const { x, y } = at(position, radius);
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}

interface Props {
  score: Score;
  scale: Grade[];
  /** For staff: its cut-offs and the edges of the grades are marked. */
  policy?: Policy | undefined;
  updating: boolean;
}

export function Gauge({ score, scale, policy, updating }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { proba, points, grade } = score;
  if (proba === null || points === null) return null;
  return (
    <Stack
      align="center"
      gap={4}
      className={updating ? "updating" : undefined}
      aria-busy={updating}
    >
      <Dial points={points} grade={grade} scale={scale} policy={policy} />
      <Text fw={650} size="lg">
        {t("score.gradeIs", { grade: grade ?? "–" })}
      </Text>
      <Meaning score={score} scale={scale} />
      {!policy && <NextGrade points={points} scale={scale} />}
      <Text size="sm" c="dimmed" ta="center">
        {t("score.probaIs", { proba: formats.percent(proba) })}
      </Text>
      {policy && <CutOffs policy={policy} />}
    </Stack>
  );
}

/** What the grade is called, where no rule says otherwise. */
function Meaning({ score, scale }: { score: Score; scale: Grade[] }) {
  const { i18n } = useTranslation();
  const meaning = scale.find((one) => one.grade === score.grade);
  if (!meaning || isRuled(score)) return null;
  return <Text ta="center">{i18n.language === "ru" ? meaning.text_ru : meaning.text_en}</Text>;
}

/** How far the next better grade is. */
function NextGrade({ points, scale }: { points: number; scale: Grade[] }) {
  const { t } = useTranslation();
  const next = nextGrade(points, scale);
  if (!next) return null;
  return (
    <Text size="sm" ta="center">
      {t("score.toNext", { grade: next.grade, count: next.points_from - points })}
    </Text>
  );
}

function CutOffs({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed" ta="center">
      {t("score.cutOffs", {
        approve: policy.approve_from_points,
        decline: policy.decline_below_points,
      })}
    </Text>
  );
}

interface DialProps {
  points: number;
  grade: string | null;
  scale: Grade[];
  policy: Policy | undefined;
}

function Dial({ points, grade, scale, policy }: DialProps) {
  const { t } = useTranslation();
  const gauge = gaugeScale(scale);
  const letters = scale.map((one) => one.grade);
  return (
    <svg
      viewBox={policy ? "-10 -10 240 138" : "0 0 220 128"}
      width="100%"
      style={{ maxWidth: 320 }}
      role="img"
      aria-label={t("score.gauge", { points, most: MOST_POINTS, grade: grade ?? "–" })}
    >
      {gauge.parts.map((part) => (
        <path
          key={part.grade}
          d={`M ${point(part.from + GAP, RADIUS)} A ${RADIUS} ${RADIUS} 0 0 1 ${point(part.to - GAP, RADIUS)}`}
          fill="none"
          stroke={gradeColour(part.grade, letters)}
          strokeWidth={part.grade === grade ? 18 : 10}
          opacity={part.grade === grade ? 1 : 0.45}
        />
      ))}
      {policy && <Marks gauge={gauge} policy={policy} />}
      <Tick position={gauge.place(points)} from={66} to={RADIUS + 9} width={3} />
      <text
        x={CENTRE.x}
        y={86}
        textAnchor="middle"
        fontSize={36}
        fontWeight={700}
        className="tone"
        data-tone={grade === null ? undefined : gradeTone(grade, letters)}
        fill="currentColor"
      >
        {points}
      </text>
      <text x={CENTRE.x} y={106} textAnchor="middle" fontSize={12} fill="currentColor">
        {t("score.pointsOf", { most: MOST_POINTS })}
      </text>
      <text x={16} y={124} fontSize={11} fill="currentColor">
        {letters.at(-1)}
      </text>
      <text x={204} y={124} textAnchor="end" fontSize={11} fill="currentColor">
        {letters[0]}
      </text>
    </svg>
  );
}

/** The points at the edges of the grades; those of a cut-off are bold and lie on a line. */
function Marks({ gauge, policy }: { gauge: GaugeScale; policy: Policy }) {
  const cutOffs = [policy.decline_below_points, policy.approve_from_points];
  const marked = [...new Set([...gauge.edges, ...cutOffs])];
  return (
    <g aria-hidden>
      {marked.map((points) => {
        const position = gauge.place(points);
        const isCutOff = cutOffs.includes(points);
        const { x, y } = at(position, RADIUS + 16);
        return (
          <g key={points}>
            {isCutOff && (
              <Tick position={position} from={RADIUS - 10} to={RADIUS + 8} width={1.5} />
            )}
            <text
              x={x}
              y={y + 3}
              textAnchor={position < 0.4 ? "end" : position > 0.6 ? "start" : "middle"}
              fontSize={9}
              fontWeight={isCutOff ? 700 : 400}
              fill="currentColor"
            >
              {points}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface TickProps {
  position: number;
  from: number;
  to: number;
  width: number;
}

function Tick({ position, from, to, width }: TickProps) {
  const [inner, outer] = [at(position, from), at(position, to)];
  return (
    <line
      x1={inner.x.toFixed(2)}
      y1={inner.y.toFixed(2)}
      x2={outer.x.toFixed(2)}
      y2={outer.y.toFixed(2)}
      stroke="currentColor"
      strokeWidth={width}
      strokeLinecap="round"
    />
  );
}
