/** Logarithmic axes of probabilities, on which rates from one in ten thousand up can be told apart. */

const LEAST = 1e-4;

export interface LogAxis {
  low: number;
  high: number;
  ticks: number[];
  /** Where something lies, from 0 to 1; what is below the axis lies on its end. */
  place: (value: number) => number;
}

/** Returns an axis of whole powers of ten around all that is shown. */
export function logAxis(values: readonly number[]): LogAxis {
  const shown = values.filter((value) => value > 0 && Number.isFinite(value));
  const lowest = Math.max(LEAST, Math.min(...shown, 0.1));
  const highest = Math.min(1, Math.max(...shown, lowest));
  const from = Math.floor(Math.log10(lowest) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(highest) - 1e-9));
  return {
    low: 10 ** from,
    high: 10 ** to,
    ticks: Array.from({ length: to - from + 1 }, (_, step) => 10 ** (from + step)),
    place: (value) => clamp((Math.log10(Math.max(value, 10 ** from)) - from) / (to - from)),
  };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
