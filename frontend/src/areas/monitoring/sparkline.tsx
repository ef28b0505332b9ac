/** How a figure went over the months, small enough for a row of a table. */

import { pathOf, SPARK, sparkPoints } from "./sparkline-path";

interface Props {
  /** By month, the oldest first; null where nothing is known. */
  values: readonly (number | null)[];
  most: number;
  label: string;
}

export function Sparkline({ values, most, label }: Props) {
  const points = sparkPoints(values, most);
  const last = points.at(-1);
  if (!last) return null;
  return (
    <svg width={SPARK.width} height={SPARK.height} role="img" aria-label={label}>
      <path d={pathOf(points)} fill="none" stroke="currentColor" strokeWidth={1.5} />
      <circle cx={last.x} cy={last.y} r={2.5} fill="currentColor" />
    </svg>
  );
}
