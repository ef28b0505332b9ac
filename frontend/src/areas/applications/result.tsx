/** What the score of an application says: a recommendation, with its points and reasons. */

import { Alert, Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CurrentScore } from "../clients/current-score";
import { Reasons } from "../scores/reasons";
import { ScoreAwaited } from "../scores/score-awaited";
import { clientQuery } from "../clients/queries";
import { useScoreOf } from "./follow";
import type { Application } from "./queries";

export function Result({ application }: { application: Application }) {
  const { t } = useTranslation();
  const score = useScoreOf(application);
  if (!score || score.status === "pending") {
    return (
      <Group role="status" wrap="nowrap">
        <Loader size="sm" aria-hidden />
        <Text>
          <ScoreAwaited>{t("scoring.pending")}</ScoreAwaited>
        </Text>
      </Group>
    );
  }
  if (score.status === "failed") {
    return (
      <Alert color="red" variant="outline" role="status" title={t("scoring.failed")}>
        {t("applicationView.failed")}
      </Alert>
    );
  }
  return (
    <Stack>
      {application.client_id !== null && <Shown clientId={application.client_id} score={score} />}
      <Text size="sm" c="dimmed">
        {t("applicationView.recommends")}
      </Text>
      <Reasons reasons={score.reasons} />
    </Stack>
  );
}

interface ShownProps {
  clientId: number;
  score: NonNullable<ReturnType<typeof useScoreOf>>;
}

function Shown({ clientId, score }: ShownProps) {
  const { data } = useQuery(clientQuery(clientId));
  const freshness = data?.client.freshness ?? "current";
  return <CurrentScore clientId={clientId} score={score} updating={false} freshness={freshness} />;
}
