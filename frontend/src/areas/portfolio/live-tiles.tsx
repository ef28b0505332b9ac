/** The newest month's figures, each with its denominator, its interval, and its course. */

import { Paper, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { FIGURES, type FigureName, useLiveWords } from "./live-figures";
import type { Discrimination, LivePanel, LiveRow } from "./live-queries";
import { Sparkline } from "./sparkline";

export function LiveTiles({ panel }: { panel: LivePanel }) {
  const oldestFirst = [...panel.rows].sort((one, other) => one.month.localeCompare(other.month));
  const newest = oldestFirst.at(-1);
  if (!newest) return null;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} component="dl" m={0}>
      {FIGURES.map(([name, unit]) => (
        <Tile key={name} name={name} unit={unit} row={newest} rows={oldestFirst} />
      ))}
      {panel.discrimination.map((found) => (
        <DiscriminationTile key={`${found.model} ${found.model_version}`} found={found} />
      ))}
      {panel.discrimination.length === 0 && <NoDiscrimination />}
    </SimpleGrid>
  );
}

interface TileProps {
  name: FigureName;
  unit: (typeof FIGURES)[number][1];
  row: LiveRow;
  rows: LiveRow[];
}

function Tile({ name, unit, row, rows }: TileProps) {
  const { t } = useTranslation();
  const words = useLiveWords();
  const figure = row[name];
  const write = words.write(unit);
  return (
    <Paper withBorder p="sm">
      <Text component="dt" size="sm">
        {t(`live.figures.${name}`)}
      </Text>
      <Text component="dd" m={0} size="xl" fw={600}>
        {write(figure.value)}
      </Text>
      {figure.missing && (
        <Text component="dd" m={0} size="sm">
          {words.missing(figure)}
        </Text>
      )}
      <dd style={{ margin: 0 }}>
        <Sparkline values={rows.map((one) => one[name].value)} write={write} />
      </dd>
      <Text component="dd" m={0} size="xs" c="dimmed">
        {[words.of(figure.n), t(`live.ofWhat.${name}`), words.between(figure, write)]
          .filter(Boolean)
          .join(" · ")}
      </Text>
    </Paper>
  );
}

/** Of each model by itself: figures of two models make none of both. */
function DiscriminationTile({ found }: { found: Discrimination }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useLiveWords();
  const write = (value: number | null) => (value === null ? "–" : formats.rating(value));
  const told = t("live.discriminationOf", {
    defaulted: formats.number(found.defaulted),
    clients: formats.number(found.clients),
    cohort: formats.month(found.cohort),
  });
  return (
    <Paper withBorder p="sm">
      <Text component="dt" size="sm">
        {t("live.discriminationBy", { model: t(`models.${found.model}`) })}
      </Text>
      <Text component="dd" m={0} size="xl" fw={600}>
        {`${write(found.auc)} / ${write(found.gini)}`}
      </Text>
      <Text component="dd" m={0} size="xs" c="dimmed">
        {[told, words.between(found, write)].filter(Boolean).join(" · ")}
      </Text>
    </Paper>
  );
}

function NoDiscrimination() {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="sm">
      <Text component="dt" size="sm">
        {t("live.discrimination")}
      </Text>
      <Text component="dd" m={0} size="xl" fw={600}>
        –
      </Text>
      <Text component="dd" m={0} size="sm">
        {t("live.missing.noCohort")}
      </Text>
    </Paper>
  );
}
