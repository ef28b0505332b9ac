/** How low-side overrides ended, what nobody can know of the others, and who orders better. */

import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Facts } from "../applications/facts";
import type { OverrideSummary } from "./overrides-queries";

const TONES = {
  not_enough: undefined,
  no_difference: undefined,
  better: "good",
  worse: "bad",
} as const;

export function LowSide({ summary }: { summary: OverrideSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { matured, defaulted, expected, p, verdict } = summary.low_side_outcomes;
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("overrides.lowSideWhy")}
      </Text>
      <Facts
        facts={[
          [t("overrides.matured"), formats.number(matured)],
          [t("overrides.defaulted"), formats.number(defaulted)],
          [t("overrides.expected"), formats.number(Math.round(expected * 10) / 10)],
          [t("overrides.p"), p !== null && roundedP(p, formats.number)],
        ]}
      />
      <Text>
        <span className="chip wrapping" data-tone={TONES[verdict]}>
          {t(`overrides.lowSideVerdicts.${verdict}`)}
        </span>
      </Text>
      <Text size="sm" c="dimmed">
        {t("overrides.highSideWhy")}
      </Text>
    </>
  );
}

export function RankingFacts({ summary }: { summary: OverrideSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { ranking } = summary;
  const { matured, defaulted, moved, model_auc, final_auc, difference, low, high } = ranking;
  const figure = (value: number) =>
    formats.number(Math.round(value * 1000) / 1000).replace("-", "−");
  const area = (value: number | null) => value !== null && figure(value);
  const between = { low: figure(low ?? 0), high: figure(high ?? 0) };
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("overrides.rankingWhy")}
      </Text>
      <Facts
        facts={[
          [t("overrides.matured"), formats.number(matured)],
          [t("overrides.defaulted"), formats.number(defaulted)],
          [t("overrides.moved"), formats.number(moved)],
          [t("overrides.modelAuc"), area(model_auc)],
          [t("overrides.finalAuc"), area(final_auc)],
          [
            t("overrides.difference"),
            difference !== null &&
              t("overrides.differenceIs", { value: figure(difference), ...between }),
          ],
        ]}
      />
      <Text>
        <span className="chip wrapping" data-tone={TONES[ranking.verdict]}>
          {t(`overrides.rankingVerdicts.${ranking.verdict}`)}
        </span>
      </Text>
    </>
  );
}

/** Very small ones are said to be so. */
function roundedP(p: number, format: (value: number) => string): string {
  return p < 0.001 ? `< ${format(0.001)}` : format(Math.round(p * 1000) / 1000);
}
