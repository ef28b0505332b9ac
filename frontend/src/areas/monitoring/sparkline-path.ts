/** Where a small line runs; months of which nothing is known are left out. */

export const SPARK = { width: 96, height: 24, inset: 3 };

export interface SparkPoint {
  x: number;
  y: number;
}

/** @param most what the top of the drawing stands for */
export function sparkPoints(values: readonly (number | null)[], most: number): SparkPoint[] {
  const step = (SPARK.width - 2 * SPARK.inset) / Math.max(1, values.length - 1);
  const height = SPARK.height - 2 * SPARK.inset;
  return values.flatMap((value, place) =>
    value === null
      ? []
      : [
          {
            x: SPARK.inset + place * step,
            y: SPARK.inset + (1 - Math.min(1, Math.max(0, value / most))) * height,
          },
        ],
  );
}

export function pathOf(points: readonly SparkPoint[]): string {
  return points.map(({ x, y }, place) => `${place ? "L" : "M"}${x} ${y}`).join("");
}
