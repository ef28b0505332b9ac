/** How a figure went over the months: only the course, for the figures stand beside it. */

import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { linePath } from "./plan";

const WIDTH = 160;
const HEIGHT = 28;
const EDGE = 3;

interface Props {
  values: (number | null)[];
  write: (value: number | null) => string;
}

export function Sparkline({ values, write }: Props) {
  const { t } = useTranslation();
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const x = (place: number) => EDGE + (place / (values.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    most > least
      ? HEIGHT - EDGE - ((value - least) / (most - least)) * (HEIGHT - 2 * EDGE)
      : HEIGHT / 2;
  const last = values.at(-1) ?? null;
  return (
    <>
      <svg width={WIDTH} height={HEIGHT} aria-hidden className="sparkline">
        <path d={linePath(values, x, y)} />
        {last !== null && (
          <circle cx={x(values.length - 1)} cy={y(last)} r={2.5} fill="currentColor" />
        )}
      </svg>
      <VisuallyHidden>
        {t("bookTiles.line", { count: known.length, least: write(least), most: write(most) })}
      </VisuallyHidden>
    </>
  );
}
