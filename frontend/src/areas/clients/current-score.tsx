/** The score as staff read it: where it stands, the decision hint, and which model said so. */

import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { DecisionBadge, FreshnessBadge } from "../scores/badges";
import { type Freshness, policyQuery, type Score } from "../scores/queries";
import { isInDefault } from "../scores/scale";
import { creditsQuery } from "./queries";
import { Standing } from "./standing";

interface Props {
  score: Score | undefined;
  updating: boolean;
  freshness: Freshness;
}

export function CurrentScore({ score, updating, freshness }: Props) {
  const { t } = useTranslation();
  if (!score) return <Text c="dimmed">{t("clients.noScore")}</Text>;
  return (
    <Stack gap="sm" align="center">
      <LoadedStanding score={score} updating={updating} />
      <Hint score={score} freshness={freshness} />
      <Origin score={score} />
    </Stack>
  );
}

function LoadedStanding({ score, updating }: { score: Score; updating: boolean }) {
  // A fault is told where the credits are listed
  const { data: credits } = useQuery(creditsQuery(score.client_id));
  const { data: policy } = useQuery(policyQuery);
  return <Standing score={score} credits={credits} policy={policy} updating={updating} />;
}

function Hint({ score, freshness }: { score: Score; freshness: Freshness }) {
  const { t } = useTranslation();
  const { decision } = score;
  return (
    <>
      <Group gap="xs">
        <Text>{t("score.hint")}</Text>
        {decision && <DecisionBadge decision={decision} />}
        {freshness !== "unscored" && <FreshnessBadge freshness={freshness} />}
      </Group>
      {decision && (
        <Text size="sm" ta="center">
          {isInDefault(score) ? t("default.hint") : t(`decisionHints.${decision}`)}
        </Text>
      )}
    </>
  );
}

/** When it was made, and by which model and policy. */
function Origin({ score }: { score: Score }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const model = score.model && `${t(`models.${score.model}`)} ${score.model_version ?? ""}`;
  return (
    <>
      <Text size="sm" c="dimmed" ta="center">
        {t("score.asOf", { moment: formats.moment(score.scored_at ?? score.requested_at) })}
      </Text>
      <Text size="sm" c="dimmed" ta="center">
        {[model, score.policy_version].filter(Boolean).join(" · ")}
      </Text>
    </>
  );
}
