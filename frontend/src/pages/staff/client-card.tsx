/** One client: decision hint, rating and reasons, profile, credit, history. */

import { Alert, Anchor, Button, Grid, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconEdit, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import type { Client, Score } from "../../api/client";
import { DecisionBadge, FreshnessBadge } from "../../components/badges";
import { CreditView } from "../../components/credit-view";
import { ErrorView } from "../../components/error-view";
import { Gauge } from "../../components/gauge";
import { ErrorScreen, Page, Section } from "../../components/page";
import { Profile } from "../../components/profile";
import { Reasons } from "../../components/reasons";
import { RescoreButton, ScoringProgress } from "../../components/rescore-button";
import { ScoreHistory } from "../../components/score-history";
import { useFormats } from "../../format";
import {
  clientQuery,
  creditsQuery,
  managerQuery,
  masterScaleQuery,
  scoresQuery,
} from "../../queries";
import { changedSince } from "../../questionnaire";
import { isUnderway, newestDone, type Scoring, useScoring } from "../../scoring";
import { useUser } from "../../session";

export function Component() {
  const id = Number(useParams().id);
  return Number.isSafeInteger(id) && id > 0 ? (
    <ClientCard key={id} id={id} />
  ) : (
    <ErrorScreen code="not_found" />
  );
}

function ClientCard({ id }: { id: number }) {
  const { t } = useTranslation();
  const card = useQuery(clientQuery(id));
  const scores = useQuery(scoresQuery(id));
  const error = card.error ?? scores.error;
  if (error && !(card.data && scores.data)) {
    const retry = () => Promise.all([card.refetch(), scores.refetch()]);
    return (
      <Page title={t("clients.card")}>
        <ErrorView error={error} onRetry={retry} />
      </Page>
    );
  }
  if (!card.data || !scores.data) return <Waiting />;
  return <Loaded client={card.data.client} scores={scores.data} />;
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Page title={t("clients.card")}>
      <Grid aria-busy>
        {[5, 7, 12].map((span) => (
          <Grid.Col key={span} span={{ base: 12, md: span }}>
            <Skeleton h={300} />
          </Grid.Col>
        ))}
      </Grid>
    </Page>
  );
}

function Loaded({ client, scores }: { client: Client; scores: Score[] }) {
  const { t } = useTranslation();
  const user = useUser();
  const scoring = useScoring(client.id, scores[0]);
  useStartWhenAsked(scoring);
  const score = newestDone([scoring.score, ...scores]);
  const history = score && !scores.some(({ id }) => id === score.id) ? [score, ...scores] : scores;
  const mayEdit =
    user.role === "admin" || (user.manager_id !== null && user.manager_id === client.manager_id);
  const stale =
    score !== undefined && Date.parse(client.updated_at) > Date.parse(score.requested_at);
  const updating = isUnderway(scoring.phase);
  return (
    <Page
      title={`${client.last_name} ${client.first_name}`}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => window.print()}
          >
            {t("clients.print")}
          </Button>
          {mayEdit && (
            <Button
              variant="default"
              component={Link}
              to={`/clients/${client.id}/edit`}
              leftSection={<IconEdit size={18} aria-hidden />}
            >
              {t("clients.edit")}
            </Button>
          )}
          <RescoreButton scoring={scoring} label={t("clients.rescore")} />
        </>
      }
    >
      <Whose client={client} mayEdit={mayEdit} />
      <ScoringProgress scoring={scoring} />
      {stale && !updating && (
        <Alert color="yellow" variant="outline" role="status" title={t("freshness.stale.name")}>
          {t("freshness.stale.why")}
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Section title={t("clients.ratingNow")}>
            <Current score={score} updating={updating} stale={stale} />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Section title={t("clients.reasons")}>
            {score ? (
              <div className={updating ? "updating" : undefined}>
                <Reasons reasons={score.reasons} />
              </div>
            ) : (
              <Text c="dimmed">{t("clients.noScore")}</Text>
            )}
          </Section>
        </Grid.Col>
        <Grid.Col span={12}>
          <Section title={t("clients.profile")}>
            <Profile client={client} changed={changedSince(client, score?.features)} />
          </Section>
        </Grid.Col>
        <Grid.Col span={12}>
          <Section title={t("clients.credit")}>
            <Credits clientId={client.id} />
          </Section>
        </Grid.Col>
        <Grid.Col span={12}>
          <Section title={t("rating.history")}>
            <ScoreHistory scores={history} />
          </Section>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** "Save and update the score" leads here with the wish to score at once: once, not on reload. */
function useStartWhenAsked(scoring: Scoring) {
  const location = useLocation();
  const navigate = useNavigate();
  const asked = (location.state as { rescore?: boolean } | null)?.rescore === true;
  const started = useRef(false);
  useEffect(() => {
    if (!asked || started.current) return;
    started.current = true;
    navigate(location.pathname, { replace: true, state: null });
    scoring.start();
  }, [asked, navigate, location.pathname, scoring]);
}

function Whose({ client, mayEdit }: { client: Client; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { data: manager } = useQuery({
    ...managerQuery(client.manager_id ?? 0),
    enabled: client.manager_id !== null,
  });
  const name = manager ? `${manager.last_name} ${manager.first_name}` : t("clients.nobody");
  return (
    <Group gap="md">
      <Anchor component={Link} to="/clients" className="no-print">
        {t("clients.back")}
      </Anchor>
      <Text c="dimmed">{t("clients.number", { id: client.id })}</Text>
      <Text c="dimmed">{t("clients.managerIs", { name })}</Text>
      {!mayEdit && (
        <Text c="dimmed" className="no-print">
          {t("clients.readOnly")}
        </Text>
      )}
    </Group>
  );
}

interface CurrentProps {
  score: Score | undefined;
  updating: boolean;
  stale: boolean;
}

function Current({ score, updating, stale }: CurrentProps) {
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

function Credits({ clientId }: { clientId: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(creditsQuery(clientId));
  if (error) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={160} />;
  if (data.length === 0) return <Text c="dimmed">{t("credit.none")}</Text>;
  return data.map((credit) => <CreditView key={credit.id} credit={credit} />);
}
