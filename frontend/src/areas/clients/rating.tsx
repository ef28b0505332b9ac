/** What a borrower sees: the rating, why it is so, the credit, the own manager and data. */

import { Alert, Grid, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorView } from "../../kit/error-view";
import { Page, Section } from "../../kit/page";
import { useFormats } from "../../kit/format";
import { Gauge } from "../scores/gauge";
import { ScoreHistory } from "../scores/history";
import { masterScaleQuery, type Score } from "../scores/queries";
import { Reasons } from "../scores/reasons";
import { RescoreButton, ScoringProgress } from "../scores/rescore-button";
import { isUnderway, newestDone, useScoring } from "../scores/scoring";
import { CreditView } from "./credit-view";
import { Profile } from "./profile";
import { type Dashboard as DashboardData, dashboardQuery } from "./queries";
import { changedSince } from "./questionnaire";

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
  const score = newestDone([scoring.score, ...data.scores]);
  const history =
    score && !data.scores.some(({ id }) => id === score.id) ? [score, ...data.scores] : data.scores;
  const updating = isUnderway(scoring.phase);
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack>
          <Section title={t("rating.now")}>
            <CurrentRating score={score} updating={updating} />
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
          <Section title={t("rating.history")}>
            <ScoreHistory scores={history} />
          </Section>
        </Stack>
      </Grid.Col>
      <Grid.Col span={12}>
        <Section title={t("rating.credit")}>
          {data.credits.length === 0 && <Text c="dimmed">{t("credit.none")}</Text>}
          {data.credits.map((credit) => (
            <CreditView key={credit.id} credit={credit} />
          ))}
        </Section>
      </Grid.Col>
      <Grid.Col span={12}>
        <Section title={t("rating.profile")}>
          <Profile client={data.client} changed={changedSince(data.client, score?.features)} />
          <Text size="sm" c="dimmed">
            {t("rating.profileWrong")}
          </Text>
        </Section>
      </Grid.Col>
    </Grid>
  );
}

function CurrentRating({ score, updating }: { score: Score | undefined; updating: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: scale, error, refetch } = useQuery(masterScaleQuery);
  if (!score) return <Alert variant="outline">{t("rating.noScore")}</Alert>;
  if (error) return <ErrorView error={error} onRetry={refetch} />;
  if (!scale) return <Skeleton h={240} />;
  return (
    <>
      <Gauge score={score} scale={scale} updating={updating} />
      <Text size="sm" c="dimmed" ta="center">
        {t("score.asOf", { moment: formats.moment(score.scored_at ?? score.requested_at) })}
      </Text>
      <Text size="sm" ta="center">
        {t("rating.meaning")}
      </Text>
    </>
  );
}
