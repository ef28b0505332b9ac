/** The score as staff read it: the gauge, the decision hint, and which model said so. */

import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { DecisionBadge, FreshnessBadge } from "../scores/badges";
import { Gauge } from "../scores/gauge";
import { masterScaleQuery, type Score } from "../scores/queries";

interface Props {
  score: Score | undefined;
  updating: boolean;
  stale: boolean;
}

export function CurrentScore({ score, updating, stale }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: scale, error, refetch } = useQuery(masterScaleQuery);
  if (!score) return <Text c="dimmed">{t("clients.noScore")}</Text>;
  if (error) return <ErrorView error={error} onRetry={refetch} />;
  if (!scale) return <Skeleton h={240} />;
  return (
    <Stack gap="sm" align="center">
      <Gauge score={score} scale={scale} updating={updating} />
      <Group gap="xs">
        <Text>{t("score.hint")}</Text>
        {score.decision && <DecisionBadge decision={score.decision} />}
        {stale && <FreshnessBadge freshness="stale" />}
      </Group>
      {score.decision && (
        <Text size="sm" ta="center">
          {t(`decisionHints.${score.decision}`)}
        </Text>
      )}
      <Text size="sm" c="dimmed" ta="center">
        {t("score.asOf", { moment: formats.moment(score.scored_at ?? score.requested_at) })}
      </Text>
      <Text size="sm" c="dimmed" ta="center">
        {score.model && t(`models.${score.model}`)} {score.model_version} · {score.policy_version}
      </Text>
    </Stack>
  );
}
