/** An application as staff see it: what the score says, what was asked for, and what happened. */

import { Anchor, Grid, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useParams } from "react-router";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page, Section } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { phoneText } from "../clients/phone";
import { useAnswerText } from "../clients/profile";
import { ANSWERS } from "../clients/questionnaire";
import { useUser } from "../people/session";
import { Actions } from "./actions";
import { Facts } from "./facts";
import { Offer } from "./offer";
import { type Application, applicationQuery, type Loaded } from "./queries";
import { Result } from "./result";
import { StateBadge } from "./state-badge";
import { Timeline } from "./timeline";
import { WantedFacts } from "./wanted-facts";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery({ ...applicationQuery(id), staleTime: 0 });
  if (data) return <Shown loaded={data} />;
  return (
    <Page title={t("applicationForm.title")}>
      {error ? <ErrorView error={error} onRetry={refetch} /> : <Skeleton h={420} aria-busy />}
    </Page>
  );
}

function Shown({ loaded }: { loaded: Loaded }) {
  const { t } = useTranslation();
  const user = useUser();
  const { application } = loaded;
  const { state, manager_id } = application;
  const isOwn = manager_id === null || manager_id === user.manager_id;
  const mayHandle = user.role === "admin" || (user.role === "manager" && isOwn);
  if (state === "draft" && mayHandle) {
    return <Navigate to={`/applications/${application.id}/edit`} replace />;
  }
  return (
    <Page
      title={t("applicationForm.of", { number: application.number })}
      actions={<Actions loaded={loaded} mayHandle={mayHandle} />}
      width={1200}
    >
      <Head application={application} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            {application.score_id && (
              <Section title={t("applicationView.result")}>
                <Result application={application} />
              </Section>
            )}
            <Offer application={application} mayAnswer={mayHandle} />
            <Section title={t("applicationForm.steps.wanted")}>
              <WantedFacts application={application} />
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <Section title={t("applicationForm.steps.person")}>
              <PersonFacts application={application} />
            </Section>
            <Section title={t("applicationForm.steps.questionnaire")}>
              <AnswerFacts application={application} />
            </Section>
            <Section title={t("applicationView.timeline")}>
              <Timeline application={application} />
            </Section>
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** Decisions that the applicant is told of. */
const TOLD: ReadonlySet<string> = new Set(["declined", "counteroffer"]);

function Head({ application }: { application: Application }) {
  const { t } = useTranslation();
  const { role } = useUser();
  const { client_id, times_changed, returned_reason } = application;
  return (
    <Stack gap="xs">
      <Group gap="md">
        <Anchor component={Link} to="/applications">
          {t("applicationView.back")}
        </Anchor>
        <StateBadge state={application.state} />
        <Text c="dimmed">{t(`channels.${application.channel}`)}</Text>
        {TOLD.has(application.state) && role !== "analyst" && (
          <Anchor component={Link} to={`/notices?application=${application.id}`}>
            {t("applicationView.notices")}
          </Anchor>
        )}
        {client_id !== null && (
          <Anchor component={Link} to={`/clients/${client_id}`}>
            {t("applicationView.card", { id: client_id })}
          </Anchor>
        )}
      </Group>
      {times_changed > 0 && (
        <Text size="sm">{t("applicationView.changed", { count: times_changed })}</Text>
      )}
      {application.has_unsubmitted_changes && (
        <Text size="sm" className="tone" data-tone="poor">
          {t("applicationView.unsubmitted")}
        </Text>
      )}
      {returned_reason && (
        <Text size="sm">{t("applicationView.returned", { reason: returned_reason })}</Text>
      )}
    </Stack>
  );
}

function PersonFacts({ application }: { application: Application }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { person, has_document } = application;
  const name = [person.last_name, person.first_name, person.patronymic].filter(Boolean).join(" ");
  return (
    <Facts
      facts={[
        [t("applicationList.name"), name],
        [t("applicationFields.phone"), person.phone && phoneText(person.phone)],
        [t("applicationFields.email"), person.email],
        [t("applicationFields.document"), has_document && t("applicationView.known")],
        [t("applicationFields.consent_on"), person.consent_on && formats.date(person.consent_on)],
      ]}
    />
  );
}

function AnswerFacts({ application }: { application: Application }) {
  const { t } = useTranslation();
  const text = useAnswerText();
  const answers: Partial<Record<string, string | number | null>> = application.answers;
  return (
    <Facts
      facts={ANSWERS.map((name) => [t(`answers.${name}`), text(name, answers[name] ?? null)])}
    />
  );
}
