/** A drawing as wide as its place, with an axis; the table beside it says the same in words. */

import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { FRAME, type Plan, writtenLabels } from "./plan";

interface Props {
  height: number;
  children: (width: number) => ReactNode;
}

export function Drawing({ height, children }: Props) {
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} aria-hidden style={{ minHeight: height }}>
      {width > 0 && (
        <svg viewBox={`0 0 ${width} ${height}`} width="100%" fontSize={12} className="drawing">
          {children(width)}
        </svg>
      )}
    </div>
  );
}

export function Gridlines({ plan, told }: { plan: Plan; told: (value: number) => string }) {
  return plan.ticks.map((value) => (
    <g key={value}>
      <line
        x1={FRAME.left}
        x2={plan.width - FRAME.right}
        y1={plan.y(value)}
        y2={plan.y(value)}
        className="gridline"
      />
      <text x={FRAME.left - 6} y={plan.y(value) + 4} textAnchor="end">
        {told(value)}
      </text>
    </g>
  ));
}

interface LabelsProps {
  labels: string[];
  plan: Plan;
  columnPixels: number;
  /** In the middle of its column, or at its left edge. */
  at: "middle" | "edge";
}

export function ColumnLabels({ labels, plan, columnPixels, at }: LabelsProps) {
  const shift = at === "middle" ? 0.5 : 0;
  return writtenLabels(labels, columnPixels).map((place) => (
    <text
      key={place}
      x={FRAME.left + (place + shift) * columnPixels}
      y={plan.height - 6}
      textAnchor="middle"
    >
      {labels[place]}
    </text>
  ));
}
