/** Grade, decision and freshness as words with a colour, never a colour alone. */

import { Badge, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Decision, Freshness } from "./queries";
import { DEFAULT_GRADE, gradeColour } from "./scale";

export function GradeBadge({ grade }: { grade: string }) {
  const { t } = useTranslation();
  return (
    <Badge
      color={gradeColour(grade)}
      variant="filled"
      radius="sm"
      tt="none"
      title={t("score.grade")}
    >
      {grade === DEFAULT_GRADE ? t("default.grade") : grade}
    </Badge>
  );
}

const DECISION_COLOURS: Record<Decision, string> = {
  approve: "#1a7f37",
  review: "#8a5a00",
  decline: "#b3202c",
};

export function DecisionBadge({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  return (
    <Badge color={DECISION_COLOURS[decision]} variant="filled" radius="sm" tt="none">
      {t(`decisions.${decision}`)}
    </Badge>
  );
}

export function FreshnessBadge({ freshness }: { freshness: Freshness }) {
  const { t } = useTranslation();
  if (freshness === "current") return null;
  return (
    <Tooltip
      label={t(`freshness.${freshness}.why`)}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Badge
        color={freshness === "stale" ? "#8a5a00" : "#57606a"}
        variant="filled"
        radius="sm"
        tt="none"
      >
        {t(`freshness.${freshness}.name`)}
      </Badge>
    </Tooltip>
  );
}
