/** One client: recommendation, points and reasons, credits, application data, history. */

import { Alert, Button, Grid, Skeleton, Text } from "@mantine/core";
import { IconEdit, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { ErrorView } from "../../kit/error-view";
import { ErrorScreen, Page, Section } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { type Me, useUser } from "../people/session";
import { Challengers } from "../scores/challengers";
import { ScoreHistory } from "../scores/history";
import { policyQuery, type Score, scoresQuery } from "../scores/queries";
import { Reasons } from "../scores/reasons";
import { RescoreButton, ScoringProgress } from "../scores/rescore-button";
import { isUnderway, latestOf, type Scoring, useScoring } from "../scores/scoring";
import { changedSince } from "./changed";
import { ClosedNotice, Contacts } from "./contacts";
import { Credits } from "./credits";
import { CurrentScore } from "./current-score";
import { Profile } from "./profile";
import { type Client, clientQuery, creditsQuery, fullName } from "./queries";
import * as relationWords from "./relation-words";
import { Whose } from "./whose";

addWords(relationWords);

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

/** Whether somebody may change a client: the own manager and administrators may. */
function isEditedBy({ manager_id }: Client, user: Me): boolean {
  return user.role === "admin" || (user.manager_id !== null && user.manager_id === manager_id);
}

function Loaded({ client, scores }: { client: Client; scores: Score[] }) {
  const { t } = useTranslation();
  const user = useUser();
  const scoring = useScoring(client.id, scores[0]);
  useStartWhenAsked(scoring);
  const { score, history, isAhead } = latestOf(scores, scoring.score);
  const mayEdit = isEditedBy(client, user);
  // A score that is newer than what was read of the client is newer than its freshness, too; but
  // it makes no payments known
  const freshness = isAhead && client.freshness !== "silent" ? "current" : client.freshness;
  const updating = isUnderway(scoring.phase);
  return (
    <Page
      title={fullName(client)}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => window.print()}
          >
            {t("clients.print")}
          </Button>
          {mayEdit && client.closed_at === null && (
            <Button
              variant="default"
              component={Link}
              to={`/clients/${client.id}/edit`}
              leftSection={<IconEdit size={18} aria-hidden />}
            >
              {t("clients.edit")}
            </Button>
          )}
          {client.closed_at === null && (
            <RescoreButton scoring={scoring} label={t("clients.rescore")} />
          )}
        </>
      }
    >
      <Whose client={client} mayEdit={mayEdit} />
      <ClosedNotice client={client} />
      <ScoringProgress scoring={scoring} />
      {(freshness === "silent" || (freshness === "stale" && !updating)) && (
        <Alert
          color="yellow"
          variant="outline"
          role="status"
          title={t(`freshness.${freshness}.name`)}
        >
          {t(`freshness.${freshness}.why`)}
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Section title={t("clients.ratingNow")}>
            <CurrentScore
              clientId={client.id}
              score={score}
              updating={updating}
              freshness={freshness}
            />
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
          <Challengers score={score} />
        </Grid.Col>
        <Grid.Col span={12}>
          <Section title={t("contacts.title")}>
            <Contacts client={client} mayEdit={mayEdit} />
          </Section>
        </Grid.Col>
        <Grid.Col span={12}>
          <Section title={t("clients.credit")}>
            <LoadedCredits client={client} />
          </Section>
        </Grid.Col>
        <Grid.Col span={12}>
          <Section title={t("clients.profile")}>
            <Profile client={client} changed={changedSince(client, score)} />
          </Section>
        </Grid.Col>
        <Grid.Col span={12}>
          <Section title={t("rating.history")}>
            <LoadedHistory scores={history} />
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

function LoadedHistory({ scores }: { scores: Score[] }) {
  const { data: policy } = useQuery(policyQuery);
  return <ScoreHistory scores={scores} policy={policy} />;
}

function LoadedCredits({ client }: { client: Client }) {
  const { data, error, refetch } = useQuery(creditsQuery(client.id));
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={160} />;
  return <Credits credits={data} asOf={client.as_of} />;
}
