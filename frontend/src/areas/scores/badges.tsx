/** Points, grade, decision and freshness: in words; coloured where there is something to look at. */

import { Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Decision, type Freshness, masterScaleQuery } from "./queries";
import { gradeTone, isInDefault, isUnknown, type Tone } from "./scale";

/** The letters of the grades, the best first. */
function useLetters(): string[] {
  const { data: scale } = useQuery(masterScaleQuery);
  return (scale ?? []).map((one) => one.grade);
}

/** Points in the colour of their grade. */
export function Points({ points, grade }: { points: number; grade: string | null }) {
  const letters = useLetters();
  return (
    <span className="tone" data-tone={grade === null ? undefined : gradeTone(grade, letters)}>
      {points}
    </span>
  );
}

/** Returns a grade as a page calls it where it stands in a sentence. */
export function gradeName(t: TFunction, grade: string | null | undefined): string {
  if (!grade) return "–";
  if (isUnknown({ grade })) return t("unknown.grade");
  return isInDefault({ grade }) ? t("default.grade") : grade;
}

export function GradeBadge({ grade }: { grade: string }) {
  const { t } = useTranslation();
  const letters = useLetters();
  if (isUnknown({ grade }))
    return <Explained why={t("unknown.why")}>{t("unknown.grade")}</Explained>;
  const tone = gradeTone(grade, letters);
  return (
    // Good grades are what is usual: they need no colour
    <span
      className="chip"
      data-tone={isException(tone) ? tone : undefined}
      title={t("score.grade")}
    >
      {gradeName(t, grade)}
    </span>
  );
}

const isException = (tone: Tone | undefined) => tone === "poor" || tone === "bad";

interface ExplainedProps {
  tone?: Tone;
  why: string;
  children: ReactNode;
}

/** A chip whose words need more words, by mouse, finger and keyboard. */
function Explained({ tone, why, children }: ExplainedProps) {
  return (
    <Tooltip label={why} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <span className="chip" data-tone={tone}>
        {children}
      </span>
    </Tooltip>
  );
}

const DECISION_TONES = { approve: null, review: "poor", decline: "bad" } as const;

/** Most are approved: only what is not is coloured. */
export function DecisionBadge({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const tone = DECISION_TONES[decision];
  if (tone === null) return <span>{t(`decisions.${decision}`)}</span>;
  return (
    <span className="chip" data-tone={tone}>
      {t(`decisions.${decision}`)}
    </span>
  );
}

export function FreshnessBadge({ freshness }: { freshness: Freshness }) {
  const { t } = useTranslation();
  if (freshness === "current") return null;
  return (
    <Explained
      {...(freshness !== "unscored" && { tone: "poor" as const })}
      why={t(`freshness.${freshness}.why`)}
    >
      {t(`freshness.${freshness}.name`)}
    </Explained>
  );
}
