/** Stability: are the people still those that the models were made of? */

import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "../../kit/page";
import type { Shown } from "./address";
import { DriftTable } from "./drift-table";
import { coursesOf } from "./lines";
import { useFigures } from "./figures";
import { chosen, ModelSelect } from "./model-select";
import { ShiftTable } from "./shift-table";
import type { ModelStability, PsiPoint, Stability } from "./shapes";

interface Props {
  stability: Stability;
  line: PsiPoint[];
  shown: Shown;
  onChange: (next: Partial<Shown>) => void;
}

export function StabilityFigures({ stability, line, shown, onChange }: Props) {
  const { t } = useTranslation();
  const found = chosen(stability.models, shown.model);
  if (!found) return <Text c="dimmed">{t("drift.none")}</Text>;
  const file = `${found.model}-${stability.month.slice(0, 7)}`;
  return (
    <Stack>
      <ModelSelect models={stability.models} value={found} onChange={onChange} />
      <Read found={found} />
      <Section title={t("drift.title")}>
        <DriftTable
          characteristics={found.characteristics}
          courses={coursesOf(line, found)}
          file={`psi-${file}`}
          open={shown.figure}
          onOpen={(figure) => onChange({ figure })}
        />
      </Section>
      <Section title={t("drift.shifts")}>
        <ShiftTable shift={found.log_odds_shift} parts={found.shifts} file={`shift-${file}`} />
      </Section>
    </Stack>
  );
}

function Read({ found: { model_version: version, count, sampled } }: { found: ModelStability }) {
  const { t } = useTranslation();
  const figures = useFigures();
  return (
    <Text size="sm">
      {sampled < count
        ? t("drift.sample", { version, n: figures.count(sampled), of: figures.count(count) })
        : t("drift.whole", { version, n: figures.count(count) })}
    </Text>
  );
}
