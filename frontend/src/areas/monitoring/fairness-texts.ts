/** What is told of a group, in words. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { useFigures } from "./figures";
import type { FairnessGroup } from "./shapes";
import type { en } from "./words/fairness-en";

type Share = FairnessGroup["recommended"];
type Ratio = FairnessGroup["recommendation_ratio"];
type GroupName = keyof typeof en.fairness.groups;
type Attribute = keyof typeof en.fairness.attributes;
const NOTHING = ["–"];

export function useFairnessTexts() {
  const { t, i18n } = useTranslation();
  const { signed } = useFormats();
  const { count, share, statistic, oneDigit, between } = useFigures();
  const shareTexts = (told: Share) =>
    told === null
      ? NOTHING
      : [
          share(told.share),
          t("fairness.ofCount", { count: count(told.count) as never, of: count(told.of) }),
          between(told.low, told.high, share),
        ];
  const ratioTexts = (told: Ratio) =>
    told === null ? NOTHING : [statistic(told.value), between(told.low, told.high, statistic)];
  return {
    nameOf: ({ attribute, group }: FairnessGroup) => {
      const by = i18n.exists(`fairness.attributes.${attribute}`)
        ? t(`fairness.attributes.${attribute as Attribute}`)
        : attribute;
      const name = i18n.exists(`fairness.groups.${group}`)
        ? t(`fairness.groups.${group as GroupName}`)
        : group;
      return `${by}: ${name}`;
    },
    cellsOf: (group: FairnessGroup) => ({
      recommended: shareTexts(group.recommended),
      recommendationRatio: ratioTexts(group.recommendation_ratio),
      decided: shareTexts(group.decided),
      decisionRatio: ratioTexts(group.decision_ratio),
      discretion: group.discretion === null ? NOTHING : [signed(group.discretion)],
      observed: shareTexts(group.observed),
      expected: group.expected === null ? NOTHING : [oneDigit(group.expected)],
    }),
  };
}
