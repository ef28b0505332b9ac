/** What speaks for which decision: the risk, the rules, the reasons, and what was decided before. */

import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { Facts } from "../applications/facts";
import { GradeBadge, Points } from "../scores/badges";
import { masterScaleQuery } from "../scores/queries";
import { Reasons } from "../scores/reasons";
import { ScoreAwaited } from "../scores/score-awaited";
import { Axis } from "./axis";
import { People } from "./people";
import type { CaseCard } from "./queries";
import { Rules } from "./rule-list";
import { Timeline } from "./timeline";

export function Grounds({ card }: { card: CaseCard }) {
  const { t } = useTranslation();
  const { score, recommendation, precedents, timeline } = card;
  return (
    <Stack>
      <Section title={t("grounds.risk")}>
        <Risk card={card} />
      </Section>
      {recommendation && (
        <Section title={t("grounds.rules")}>
          <Rules findings={recommendation.findings} />
        </Section>
      )}
      {score && (
        <Section title={t("grounds.reasons")}>
          {/* The rules stand above, with what they saw */}
          <Reasons reasons={score.reasons.filter(({ contribution }) => contribution !== null)} />
        </Section>
      )}
      {precedents && (
        <Section title={t("grounds.people")}>
          <People precedents={precedents} />
        </Section>
      )}
      <Section title={t("grounds.timeline")}>
        <Timeline entries={timeline} />
      </Section>
    </Stack>
  );
}

function Risk({ card: { score, recommendation } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: scale } = useQuery(masterScaleQuery);
  if (!score || !recommendation || score.proba === null) {
    return (
      <Text c="dimmed">
        <ScoreAwaited>{t("case.noScore")}</ScoreAwaited>
      </Text>
    );
  }
  const { points, grade, proba, model, model_version, scored_at } = score;
  const { approve_from_points, decline_below_points, expected_loss_rub } = recommendation;
  return (
    <>
      <Text size="xl" fw={650}>
        {points !== null && <Points points={points} grade={grade} />}{" "}
        {grade && <GradeBadge grade={grade} />}
      </Text>
      {points !== null && scale && (
        <Axis
          points={points}
          scale={scale}
          approveFrom={approve_from_points}
          declineBelow={decline_below_points}
        />
      )}
      {points !== null && <Distance points={points - approve_from_points} />}
      <Facts
        facts={[
          [t("grounds.proba"), formats.percent(proba)],
          [t("grounds.expectedLoss"), formats.money(expected_loss_rub)],
        ]}
      />
      <Text size="sm" c="dimmed">
        {t("grounds.cutOffs", {
          approve: formats.percent(recommendation.approve_below),
          decline: formats.percent(recommendation.decline_from),
        })}
      </Text>
      <Text size="sm" c="dimmed">
        {t("grounds.model", {
          model: model ? t(`models.${model}`) : "–",
          version: model_version ?? "",
          policy: recommendation.policy_version,
          moment: scored_at ? formats.moment(scored_at) : "–",
        })}
      </Text>
    </>
  );
}

function Distance({ points }: { points: number }) {
  const { t } = useTranslation();
  const count = Math.abs(points);
  return (
    <Text className="tone" data-tone={points < 0 ? "poor" : "good"}>
      {t(points < 0 ? "grounds.below" : "grounds.above", { count })}
    </Text>
  );
}
