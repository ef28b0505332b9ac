/** Grade, decision and freshness as words with a colour, never a colour alone. */

import { Badge, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Decision, type Freshness, masterScaleQuery } from "./queries";
import { gradeColour, isInDefault, isUnknown } from "./scale";

export function GradeBadge({ grade }: { grade: string }) {
  const { t } = useTranslation();
  const { data: scale } = useQuery(masterScaleQuery);
  const letters = (scale ?? []).map((one) => one.grade);
  if (isUnknown({ grade })) {
    return (
      <Explained colour={gradeColour(grade, letters)} why={t("unknown.why")}>
        {t("unknown.grade")}
      </Explained>
    );
  }
  return (
    <Badge
      color={gradeColour(grade, letters)}
      variant="filled"
      radius="sm"
      tt="none"
      title={t("score.grade")}
    >
      {isInDefault({ grade }) ? t("default.grade") : grade}
    </Badge>
  );
}

interface ExplainedProps {
  colour: string;
  why: string;
  children: ReactNode;
}

/** A badge whose words need more words, by mouse, finger and keyboard. */
function Explained({ colour, why, children }: ExplainedProps) {
  return (
    <Tooltip label={why} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Badge color={colour} variant="filled" radius="sm" tt="none">
        {children}
      </Badge>
    </Tooltip>
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
    <Explained
      colour={freshness === "unscored" ? "#57606a" : "#8a5a00"}
      why={t(`freshness.${freshness}.why`)}
    >
      {t(`freshness.${freshness}.name`)}
    </Explained>
  );
}
