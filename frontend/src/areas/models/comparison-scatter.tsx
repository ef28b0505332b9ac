/** Points of both as they lie together, with the cut-offs: who lies off the diagonal fields changes. */

import { Box, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Changes } from "./queries";

const STEP = 25;
const SIZE = 400;
const FAINTEST = 0.15;

export function Scatter({ changes }: { changes: Changes }) {
  const { t } = useTranslation();
  const { cells } = changes;
  if (cells.length === 0) return null;
  const all = cells.flatMap(([one, other]) => [one, other]);
  const [from, to] = [Math.min(...all), Math.max(...all) + STEP];
  const place = (points: number) => ((points - from) / (to - from)) * SIZE;
  const most = Math.max(...cells.map(([, , people]) => people));
  const width = place(from + STEP);
  return (
    <Box maw={440}>
      <Text size="sm">{t("comparing.scatter")}</Text>
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} width="100%" aria-hidden style={{ display: "block" }}>
        <rect width={SIZE} height={SIZE} fill="none" stroke="currentColor" opacity={0.3} />
        {cells.map(([one, other, people]) => (
          <rect
            key={`${one} ${other}`}
            x={place(one)}
            y={SIZE - place(other) - width}
            width={width}
            height={width}
            fill="currentColor"
            opacity={FAINTEST + (1 - FAINTEST) * (Math.log1p(people) / Math.log1p(most))}
          />
        ))}
        {[changes.approve_from_points, changes.decline_below_points].map((points) => (
          <CutOff key={points} at={place(points)} />
        ))}
      </svg>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" aria-hidden>
          {from}
        </Text>
        <Text size="sm" c="dimmed" aria-hidden>
          {to}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {t("comparing.scatterHint")}
      </Text>
    </Box>
  );
}

function CutOff({ at }: { at: number }) {
  if (at <= 0 || at >= SIZE) return null;
  const line = { stroke: "var(--mantine-color-red-filled)", strokeDasharray: "6 4" };
  return (
    <>
      <line x1={at} x2={at} y1={0} y2={SIZE} {...line} />
      <line x1={0} x2={SIZE} y1={SIZE - at} y2={SIZE - at} {...line} />
    </>
  );
}
