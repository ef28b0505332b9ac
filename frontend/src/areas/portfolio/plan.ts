/** Where axes and figures stand in a drawing of so many pixels. */

import { ticksTo } from "./model";

export const FRAME = { left: 56, right: 8, top: 18, bottom: 24 };
const LABEL_PIXELS = 7;
const LABEL_GAP = 10;

export interface Plan {
  width: number;
  height: number;
  /** Where the drawing stands on, in pixels from above. */
  floor: number;
  /** Round figures of the axis, from 0. */
  ticks: number[];
  y: (value: number) => number;
}

export function planOf(width: number, height: number, most: number, ticks = ticksTo(most)): Plan {
  const floor = height - FRAME.bottom;
  const highest = ticks.at(-1) || 1;
  return {
    width,
    height,
    floor,
    ticks,
    y: (value) => floor - (Math.min(value, highest) / highest) * (floor - FRAME.top),
  };
}

/** Returns how wide each of so many columns is. */
export function columnWidth(width: number, columns: number): number {
  return Math.max(0, width - FRAME.left - FRAME.right) / Math.max(1, columns);
}

/** Returns which labels are written, from the left: none touches the one before, none is empty. */
export function writtenLabels(labels: readonly string[], columnPixels: number): number[] {
  const written: number[] = [];
  let free = -Infinity;
  labels.forEach((label, place) => {
    const half = (label.length * LABEL_PIXELS) / 2;
    if (label === "" || place * columnPixels - half < free) return;
    written.push(place);
    free = place * columnPixels + half + LABEL_GAP;
  });
  return written;
}

/** Returns a line through what is known: it is broken where a value is missing. */
export function linePath(
  values: readonly (number | null)[],
  x: (place: number) => number,
  y: (value: number) => number,
): string {
  return values
    .map((value, place) => {
      if (value === null) return "";
      const begins = place === 0 || values[place - 1] === null;
      return `${begins ? "M" : "L"}${x(place).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
}
