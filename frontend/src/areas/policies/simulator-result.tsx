/** The answer of a simulation, and what the page makes of it while a handle is dragged. */

import { NativeSelect, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { memo, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { masterScaleQuery } from "../scores/queries";
import type { Wanted } from "./simulator-address";
import { Curve } from "./simulator-curve";
import { FiguresTable } from "./simulator-figures";
import { Histogram } from "./simulator-histogram";
import {
  baselineOf,
  binsOf,
  edgePoints,
  figuresOf,
  type Handles,
  handlesOf,
  knownBelow,
  movesOf,
  outcomesOf,
  type Segment,
} from "./simulator-model";
import type { Simulated } from "./simulator-queries";
import { inForce, scenarioOf, withHandles } from "./simulator-scenario";
import { EconomicsFields } from "./simulator-settings";
import { Groups, Moves, SwapSet } from "./simulator-tables";
import { Warnings } from "./simulator-warnings";

const ALL_POINTS = 1_000;
// What does not follow a handle is not drawn anew while it is dragged
const StillSwapSet = memo(SwapSet);
const StillGroups = memo(Groups);
const StillEconomics = memo(EconomicsFields);

interface Props {
  data: Simulated;
  /** Whether the answer is of what is wanted now. */
  isAnswered: boolean;
  wanted: Wanted;
  onChange: (change: Partial<Wanted>) => void;
}

/** Where somebody has put the handles of a band: the address follows, a little later. */
interface Held {
  band: number | null;
  handles: Handles;
}

export function Simulation({ data, isAnswered, wanted, onChange }: Props) {
  const { t } = useTranslation();
  const { band } = wanted;
  const [held, setHeld] = useState<Held | null>(null);
  const standing = handlesOf(inForce(data.baseline, band));
  const addressed = wanted.moved.get(band) ?? standing;
  const handles = held?.band === band ? held.handles : addressed;
  const hold = (to: Handles) => setHeld({ band, handles: to });
  const move = (to: Handles) => {
    hold(to);
    onChange({ moved: withHandles(wanted.moved, band, to, standing) });
  };
  const moved = withHandles(wanted.moved, band, handles, standing);
  const drawn = useDrawn(data, moved, wanted, handles);
  const isAddressed =
    handles.approve === addressed.approve && handles.decline === addressed.decline;
  const isSettled = isAnswered && isAddressed;
  const estimated = isSettled ? data.figures.figures : undefined;
  return (
    <Stack gap="md">
      <Scores data={data} />
      <Section title={t("simulation.histogram")}>
        <Bands segments={data.figures.segments} band={band} onChange={onChange} />
        <Histogram
          bins={drawn.bins}
          inForce={standing}
          handles={handles}
          onMove={hold}
          onMoved={move}
        />
      </Section>
      <Warnings
        handles={handles}
        edges={useGradeEdges()}
        known={drawn.known}
        isAnythingKnown={drawn.isAnythingKnown}
        isAnybodyMoved={drawn.isAnybodyMoved}
        reviewsADay={drawn.scenario.reviews_a_day}
        capacity={wanted.capacity}
        notSimulated={data.figures.not_simulated}
        onMoved={move}
      />
      <Section title={t("simulation.figures")}>
        <FiguresTable inForce={drawn.inForce} scenario={drawn.scenario} estimated={estimated} />
        <BreakEven proba={data.figures.break_even_proba} />
      </Section>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Section title={t("simulation.curve")}>
          <Curve curve={data.figures.curve} inForce={drawn.inForce} scenario={drawn.scenario} />
        </Section>
        <Section title={t("simulation.moves")}>
          <Moves moves={drawn.moves} />
        </Section>
      </SimpleGrid>
      <div className={isSettled ? undefined : "updating"} aria-busy={!isSettled}>
        <Stack gap="md">
          <Section title={t("simulation.swap")}>
            <StillSwapSet figures={data.figures} />
          </Section>
          <Section title={t("simulation.groups")}>
            <StillGroups figures={data.figures} />
          </Section>
        </Stack>
      </div>
      <Section title={t("simulation.economics")}>
        <StillEconomics wanted={wanted} onChange={onChange} />
      </Section>
    </Stack>
  );
}

/** Everything that follows from where the handles are. */
function useDrawn(
  { cells, figures: { segments } }: Simulated,
  moved: Wanted["moved"],
  { economics, band }: Wanted,
  handles: Handles,
) {
  return useMemo(() => {
    const before = outcomesOf(cells, segments.map(baselineOf));
    const after = outcomesOf(cells, scenarioOf(segments, moved));
    const segment = segments.findIndex((one) => one.band === band);
    return {
      inForce: figuresOf(cells, before, economics),
      scenario: figuresOf(cells, after, economics),
      moves: movesOf(cells, before, after),
      bins: binsOf(cells, after, segment),
      known: knownBelow(cells, segment, handles.approve),
      isAnythingKnown: knownBelow(cells, segment, ALL_POINTS).matured > 0,
      isAnybodyMoved: before.some((outcome, cell) => outcome !== after[cell]),
    };
  }, [cells, segments, moved, economics, band, handles.approve]);
}

function useGradeEdges(): number[] {
  const { data } = useQuery(masterScaleQuery);
  return (data ?? []).slice(0, -1).map(({ points_from }) => points_from);
}

function Scores({ data: { figures } }: { data: Simulated }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const isSample = figures.scores < figures.known_scores;
  return (
    <Text size="sm" c="dimmed" role="status">
      {isSample
        ? t("simulation.sample", {
            scores: number(figures.scores),
            known: number(figures.known_scores),
          })
        : t("simulation.count", { count: figures.scores })}
      {" · "}
      {t("simulation.madeBy", {
        model: figures.model_version ?? "–",
        draws: number(figures.draws),
      })}
    </Text>
  );
}

interface BandsProps extends Pick<Props, "onChange"> {
  segments: Segment[];
  band: number | null;
}

function Bands({ segments, band, onChange }: BandsProps) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const banded = segments.filter((segment) => segment.band !== null);
  if (banded.length === 0) return null;
  const nameOf = ({ model, amount_from_rub }: Segment) => {
    const amount = money(amount_from_rub);
    return model
      ? t("simulation.bandModel", { model: t(`simulation.models.${model}`), amount })
      : t("simulation.bandFrom", { amount });
  };
  return (
    <NativeSelect
      label={t("simulation.band")}
      maw={360}
      value={band === null ? "" : String(band)}
      data={[
        { value: "", label: t("simulation.own") },
        ...banded.map((segment) => ({ value: String(segment.band), label: nameOf(segment) })),
      ]}
      onChange={(event) => {
        const told = event.currentTarget.value;
        onChange({ band: told === "" ? null : Number(told) });
      }}
    />
  );
}

function BreakEven({ proba }: { proba: number }) {
  const { t } = useTranslation();
  const { percent } = useFormats();
  return (
    <Text size="sm">
      {t("simulation.breakEven", { proba: percent(proba), points: edgePoints(proba) })}
    </Text>
  );
}
