/** The points and the cut-offs on one axis, whose parts are the grades. */

import { useTranslation } from "react-i18next";
import type { Grade } from "../scores/queries";
import { gaugeScale, gradeColour } from "../scores/scale";

const WIDTH = 320;
const BAR = { y: 34, height: 10 };
/** One below the other, so that two cut-offs that are near each other can both be read. */
const LABELS = { decline: BAR.y + 44, approve: BAR.y + 60 };

interface Props {
  points: number;
  scale: Grade[];
  approveFrom: number;
  declineBelow: number;
}

export function Axis({ points, scale, approveFrom, declineBelow }: Props) {
  const { t } = useTranslation();
  const { place, parts } = gaugeScale(scale);
  const letters = scale.map(({ grade }) => grade);
  const x = (value: number) => place(value) * WIDTH;
  return (
    <svg
      viewBox={`-14 0 ${WIDTH + 28} 100`}
      width="100%"
      style={{ maxWidth: 560 }}
      role="img"
      aria-label={t("grounds.axis", { points, approve: approveFrom, decline: declineBelow })}
    >
      {parts.map(({ grade, from, to }) => (
        <g key={grade}>
          <rect
            x={from * WIDTH + 1}
            y={BAR.y}
            width={Math.max(0, (to - from) * WIDTH - 2)}
            height={BAR.height}
            fill={gradeColour(grade, letters)}
          />
          <text
            x={((from + to) / 2) * WIDTH}
            y={BAR.y + 24}
            fontSize={11}
            textAnchor="middle"
            fill="currentColor"
          >
            {grade}
          </text>
        </g>
      ))}
      <CutOff
        x={x(declineBelow)}
        y={LABELS.decline}
        label={`${t("grounds.decline")} < ${declineBelow}`}
      />
      <CutOff
        x={x(approveFrom)}
        y={LABELS.approve}
        label={`${t("grounds.approve")} ≥ ${approveFrom}`}
      />
      <path d={`M ${x(points)} ${BAR.y} l -7 -12 h 14 z`} fill="currentColor" />
      <text
        x={x(points)}
        y={BAR.y - 16}
        fontSize={14}
        fontWeight={700}
        textAnchor="middle"
        fill="currentColor"
      >
        {points}
      </text>
    </svg>
  );
}

function CutOff({ x, y, label }: { x: number; y: number; label: string }) {
  const anchor = x < WIDTH / 3 ? "start" : x > (WIDTH * 2) / 3 ? "end" : "middle";
  return (
    <>
      <line
        x1={x}
        x2={x}
        y1={BAR.y - 4}
        y2={y - 12}
        stroke="currentColor"
        strokeWidth={1.5}
        strokeDasharray="3 2"
      />
      <text x={x} y={y} fontSize={12} textAnchor={anchor} fill="currentColor">
        {label}
      </text>
    </>
  );
}
