/** The signals of a month that led to its verdict, and how many were quiet. */

import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { behind, writeShown } from "./address";
import { useFigures } from "./figures";
import { LightChip } from "./light";
import type { Signal } from "./shapes";
import { useModelName } from "./model-select";
import { useSignalFigures, useSignalName } from "./signal-name";
import { loudSignals } from "./watched-model";

interface Props {
  signals: Signal[];
  month: string;
}

export function SignalList({ signals, month }: Props) {
  const { t } = useTranslation();
  const { count } = useFigures();
  const nameOf = useSignalName();
  const modelName = useModelName();
  const figuresOf = useSignalFigures();
  const loud = loudSignals(signals);
  return (
    <>
      {loud.length > 0 && (
        <ul aria-label={t("monitor.because")} className="signals">
          {loud.map((signal) => (
            <li key={`${signal.model}-${signal.model_version}-${signal.kind}-${signal.name}`}>
              <LightChip light={signal.light ?? null} /> {modelName(signal.model)} ·{" "}
              <Anchor
                component={Link}
                to={`/monitoring?${writeShown(behind(signal, month))}`}
                underline="always"
              >
                {nameOf(signal)}
              </Anchor>{" "}
              <Text span size="sm" c="dimmed">
                {figuresOf(signal)}
              </Text>
            </li>
          ))}
        </ul>
      )}
      <Text size="sm" c="dimmed">
        {t("monitor.calm", {
          number: count(signals.length - loud.length),
          of: count(signals.length),
        })}
      </Text>
    </>
  );
}
