/** What a borrower sees: the rating, why it is so, the credit, the own manager and data. */

import { Alert, Grid, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorView } from "../../kit/error-view";
import { Page, Section } from "../../kit/page";
import { useFormats } from "../../kit/format";
import { addWords } from "../../kit/translations";
import { ScoreHistory } from "../scores/history";
import type { Score } from "../scores/queries";
import { Reasons } from "../scores/reasons";
import { RecourseSection } from "../scores/recourse";
import { RescoreButton, ScoringProgress } from "../scores/rescore-button";
import { isInDefault, isUnknown } from "../scores/scale";
import { isUnderway, latestOf, useScoring } from "../scores/scoring";
import { changedSince } from "./changed";
import { ContactFacts } from "./contact-facts";
import { Credits } from "./credits";
import { readsAnswers } from "./not-read";
import { Fact, Profile } from "./profile";
import { type Credit, type Dashboard as DashboardData, dashboardQuery } from "./queries";
import * as relationWords from "./relation-words";
import { Standing } from "./standing";

addWords(relationWords);

export function Component() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(dashboardQuery);
  return (
    <Page title={t("rating.title")} width={1200}>
      {data ? (
        <Dashboard data={data} />
      ) : error ? (
        <ErrorView error={error} onRetry={refetch} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

function Waiting() {
  return (
    <Grid aria-busy>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Skeleton h={320} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Skeleton h={320} />
      </Grid.Col>
    </Grid>
  );
}

function Dashboard({ data }: { data: DashboardData }) {
  const { t } = useTranslation();
  const scoring = useScoring(data.client.id, data.scores[0]);
  const { score, history, isAhead } = latestOf(data.scores, scoring.score);
  const updating = isUnderway(scoring.phase);
  const stale = data.client.freshness === "stale" && !isAhead && !updating;
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack>
          <Section title={t("rating.now")}>
            <CurrentRating score={score} credits={data.credits} updating={updating} />
            {stale && (
              <Alert color="yellow" variant="outline" role="status">
                {t("rating.stale")}
              </Alert>
            )}
            {data.client.freshness === "silent" && (
              <Alert color="yellow" variant="outline" role="status">
                {t("rating.silent")}
              </Alert>
            )}
            <Group justify="center">
              <RescoreButton scoring={scoring} label={t("rating.update")} />
            </Group>
            <ScoringProgress scoring={scoring} />
          </Section>
          <Section title={t("rating.manager")}>
            {data.manager ? (
              <Text fw={600}>
                {data.manager.first_name} {data.manager.last_name}
              </Text>
            ) : (
              <Text c="dimmed">{t("rating.noManager")}</Text>
            )}
          </Section>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack>
          <Section title={t("rating.why")}>
            {score ? (
              <div className={updating ? "updating" : undefined}>
                <Reasons reasons={score.reasons} borrower />
              </div>
            ) : (
              <Text c="dimmed">{t("rating.noScore")}</Text>
            )}
          </Section>
          <RecourseSection whose="me" knownBy={score?.id} />
          <Section title={t("rating.history")}>
            <ScoreHistory scores={history} />
          </Section>
        </Stack>
      </Grid.Col>
      <Grid.Col span={12}>
        <Section title={t("rating.credit")}>
          <Credits credits={data.credits} asOf={data.client.as_of} />
        </Section>
      </Grid.Col>
      <Grid.Col span={12}>
        <Section title={t("contacts.own")}>
          <ContactFacts client={data.client}>
            <Fact name={t("contacts.login")}>{data.client.login}</Fact>
          </ContactFacts>
          <Text size="sm" c="dimmed">
            {t("contacts.wrong")}
          </Text>
        </Section>
      </Grid.Col>
      <Grid.Col span={12}>
        <Section title={t("rating.profile")}>
          <Profile client={data.client} changed={changedSince(data.client, score)} />
          {data.manager && (
            <Text size="sm" c="dimmed">
              {t(score && readsAnswers(score) ? "rating.profileCounts" : "rating.profileWrong")}
            </Text>
          )}
        </Section>
      </Grid.Col>
    </Grid>
  );
}

interface CurrentProps {
  score: Score | undefined;
  credits: Credit[];
  updating: boolean;
}

function CurrentRating({ score, credits, updating }: CurrentProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (!score) return <Alert variant="outline">{t("rating.noScore")}</Alert>;
  return (
    <>
      <Standing score={score} credits={credits} updating={updating} borrower />
      <Text size="sm" c="dimmed" ta="center">
        {t("score.asOf", { moment: formats.moment(score.scored_at ?? score.requested_at) })}
      </Text>
      {!isInDefault(score) && !isUnknown(score) && score.rating !== null && (
        <>
          <Text size="sm" ta="center">
            {t("rating.meaning")}
          </Text>
          <Text size="xs" c="dimmed" ta="center">
            {t("rating.onceMore", {
              rating: formats.rating(score.rating),
              best: formats.rating(1),
            })}
          </Text>
        </>
      )}
    </>
  );
}
