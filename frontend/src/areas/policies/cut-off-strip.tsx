/** The cut-offs of a policy on the scale of points, between the grades. */

import { useElementSize } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { masterScaleQuery } from "../scores/queries";
import { gaugeScale, gradeColour } from "../scores/scale";

const WIDEST = 600;
const BAR = { top: 26, height: 16 };

interface Props {
  approve: number;
  decline: number;
}

export function CutOffStrip({ approve, decline }: Props) {
  const { t } = useTranslation();
  const { data: scale } = useQuery(masterScaleQuery);
  // As wide as its place: letters that shrink with a drawing cannot be read on a phone
  const { ref, width: room } = useElementSize();
  if (!scale) return null;
  const gauge = gaugeScale(scale);
  const letters = scale.map(({ grade }) => grade);
  const width = Math.min(room || WIDEST, WIDEST);
  const x = (part: number) => part * width;
  const cutOffs = [...new Set([decline, approve])];
  return (
    <div ref={ref}>
      <svg
        viewBox={`0 0 ${width} 64`}
        width={width}
        role="img"
        aria-label={t("policy.scale", { approve, decline })}
      >
        {gauge.parts.map(({ grade, from, to }) => (
          <g key={grade} aria-hidden>
            <rect
              x={x(from) + 1}
              y={BAR.top}
              width={Math.max(0, x(to - from) - 2)}
              height={BAR.height}
              fill={gradeColour(grade, letters)}
              opacity={0.75}
            />
            <text
              x={x((from + to) / 2)}
              y={60}
              textAnchor="middle"
              fontSize={13}
              fill="currentColor"
            >
              {grade}
            </text>
          </g>
        ))}
        {cutOffs.map((points) => (
          <g key={points} aria-hidden>
            <line
              x1={x(gauge.place(points))}
              x2={x(gauge.place(points))}
              y1={BAR.top - 6}
              y2={BAR.top + BAR.height + 4}
              stroke="currentColor"
              strokeWidth={2.5}
            />
            <text
              x={x(gauge.place(points))}
              y={14}
              textAnchor="middle"
              fontSize={13}
              fontWeight={700}
              fill="currentColor"
            >
              {points}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
