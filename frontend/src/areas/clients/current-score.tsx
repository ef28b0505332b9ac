/** The score as staff read it: where it stands, the recommendation, and which model said so. */

import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../kit/format";
import { DecisionBadge, FreshnessBadge } from "../scores/badges";
import { type Decision, type Freshness, policyQuery, type Score } from "../scores/queries";
import { isInDefault, isRuled } from "../scores/scale";
import { creditsQuery } from "./queries";
import { Standing } from "./standing";

interface Props {
  clientId: number;
  score: Score | undefined;
  updating: boolean;
  freshness: Freshness;
}

export function CurrentScore({ clientId, score, updating, freshness }: Props) {
  const { t } = useTranslation();
  if (!score) return <Text c="dimmed">{t("clients.noScore")}</Text>;
  return (
    <Stack gap="sm" align="center">
      <LoadedStanding clientId={clientId} score={score} updating={updating} />
      <Hint score={score} freshness={freshness} />
      <Origin score={score} />
    </Stack>
  );
}

function LoadedStanding({
  clientId,
  score,
  updating,
}: {
  clientId: number;
  score: Score;
  updating: boolean;
}) {
  // A fault is told where the credits are listed
  const { data: credits } = useQuery(creditsQuery(clientId));
  const { data: policy } = useQuery(policyQuery);
  return <Standing score={score} credits={credits} policy={policy} updating={updating} />;
}

function Hint({ score, freshness }: { score: Score; freshness: Freshness }) {
  const { t } = useTranslation();
  const decision = score.redecided ?? score.decision;
  return (
    <>
      <Group gap="xs">
        <Text>{t("score.hint")}</Text>
        {decision && <DecisionBadge decision={decision} />}
        {freshness !== "unscored" && <FreshnessBadge freshness={freshness} />}
      </Group>
      {decision && <Why score={score} decision={decision} />}
    </>
  );
}

/** The policy that decided by it last: a later one may have, without a new score. */
const decidedBy = (score: Score) => score.redecided_by ?? score.policy_version;

/** Why so: the default, a rule, or on which side of the cut-offs the probability lies. */
function Why({ score, decision }: { score: Score; decision: Decision }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: policy } = useQuery(policyQuery);
  const { proba } = score;
  const text = () => {
    if (isInDefault(score)) return t("default.hint");
    if (isRuled(score)) return t("decisionHints.rule");
    // Another policy's cut-offs are not known here
    if (proba === null || policy?.version !== decidedBy(score)) return null;
    return t(`decisionHints.${decision}`, {
      proba: formats.percent(proba),
      approve: formats.percent(policy.approve_below),
      decline: formats.percent(policy.decline_from),
    });
  };
  return (
    <Text size="sm" ta="center">
      {text()}
    </Text>
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
        {[model, decidedBy(score)].filter(Boolean).join(" · ")}
      </Text>
      <Text size="xs" ta="center" className="print-only">
        {t("score.number", { id: score.id })}
      </Text>
      <Anchor
        component={Link}
        to={`/scores/${score.id}/passport`}
        size="sm"
        ta="center"
        className="no-print"
      >
        {t("replaysMenu.passport")}
      </Anchor>
    </>
  );
}
