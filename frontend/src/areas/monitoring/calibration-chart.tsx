/** Are the probabilities right? What was expected of groups against what was observed. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { logAxis } from "./log-axis";
import type { CalibrationPoint } from "./shapes";

const PLAN = { width: 420, height: 320, left: 54, right: 28, top: 12, bottom: 42 };
const INNER = {
  width: PLAN.width - PLAN.left - PLAN.right,
  height: PLAN.height - PLAN.top - PLAN.bottom,
};

export function CalibrationChart({ points }: { points: CalibrationPoint[] }) {
  const { t } = useTranslation();
  const { rate } = useFormats();
  const axis = logAxis(
    points.flatMap(({ mean_proba, rate: seen, low, high }) => [mean_proba, seen, low, high]),
  );
  const x = (value: number) => PLAN.left + axis.place(value) * INNER.width;
  const y = (value: number) => PLAN.top + (1 - axis.place(value)) * INNER.height;
  return (
    <svg
      viewBox={`0 0 ${PLAN.width} ${PLAN.height}`}
      className="scaled"
      width="100%"
      style={{ maxWidth: 560 }}
      role="img"
      aria-label={t("outcomes.calibrationTold", { count: points.length })}
    >
      {axis.ticks.map((tick) => (
        <g key={tick} fontSize={12} fill="currentColor">
          <line {...GRID} x1={x(tick)} x2={x(tick)} y1={y(axis.low)} y2={y(axis.high)} />
          <line {...GRID} y1={y(tick)} y2={y(tick)} x1={x(axis.low)} x2={x(axis.high)} />
          <text x={x(tick)} y={PLAN.height - 24} textAnchor="middle">
            {rate(tick * 100)}
          </text>
          <text x={PLAN.left - 6} y={y(tick) + 4} textAnchor="end">
            {rate(tick * 100)}
          </text>
        </g>
      ))}
      <text
        x={PLAN.left + INNER.width / 2}
        y={PLAN.height - 6}
        textAnchor="middle"
        fontSize={12}
        fill="currentColor"
      >
        {t("outcomes.expected")}
      </text>
      <line
        x1={x(axis.low)}
        y1={y(axis.low)}
        x2={x(axis.high)}
        y2={y(axis.high)}
        stroke="currentColor"
        strokeDasharray="5 4"
      />
      {points.map((point) => (
        <Point key={point.mean_proba} point={point} x={x(point.mean_proba)} y={y} />
      ))}
    </svg>
  );
}

const GRID = { stroke: "currentColor", strokeOpacity: 0.15 };

interface PointProps {
  point: CalibrationPoint;
  x: number;
  y: (value: number) => number;
}

function Point({ point: { defaults, rate, low, high }, x, y }: PointProps) {
  return (
    <g stroke="currentColor">
      <line x1={x} x2={x} y1={y(low)} y2={y(high)} strokeWidth={1.5} />
      <circle
        cx={x}
        cy={y(rate)}
        r={4}
        fill={defaults > 0 ? "currentColor" : "var(--mantine-color-body)"}
      />
    </g>
  );
}
