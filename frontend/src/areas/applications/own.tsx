/** A borrower's application: filled in as long as it is theirs to change, then followed. */

import { Alert, Anchor, Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page, Section } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { RecourseSection } from "../scores/recourse";
import { useDeed, Withdraw } from "./actions";
import { DraftForm } from "./draft-form";
import { Offer } from "./offer";
import { type Application, applicationQuery } from "./queries";
import { StateBadge } from "./state-badge";
import { isEditableByApplicant, isOpen } from "./states";
import { WantedFacts } from "./wanted-facts";
import * as words from "./words";

addWords(words);

const pathOf = (id: string) => `/apply/${id}`;
const LOOK_AGAIN_MILLISECONDS = 15_000;

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery({
    ...applicationQuery(id),
    refetchInterval: (query) => {
      const state = query.state.data?.application.state;
      const isWaiting = state !== undefined && !isEditableByApplicant(state) && isOpen(state);
      return isWaiting && LOOK_AGAIN_MILLISECONDS;
    },
  });
  if (data && isEditableByApplicant(data.application.state)) {
    return <DraftForm key={id} begun={data} isBorrower pathOf={pathOf} />;
  }
  if (data) return <Followed application={data.application} />;
  return (
    <Page title={t("applicationForm.title")}>
      {error ? <ErrorView error={error} onRetry={refetch} /> : <Skeleton h={320} aria-busy />}
    </Page>
  );
}

function Followed({ application }: { application: Application }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const errorText = useErrorText();
  const deed = useDeed(application.id);
  const { id, number, state, submitted_at } = application;
  return (
    <Page
      title={t("applicationForm.of", { number })}
      width={720}
      actions={isOpen(state) && <Withdraw id={id} deed={deed} />}
    >
      <Group gap="md">
        <Anchor component={Link} to="/apply">
          {t("ownApplications.back")}
        </Anchor>
        <StateBadge state={state} own />
      </Group>
      {deed.error && (
        <Alert color="red" variant="outline" role="alert">
          {errorText(deed.error)}
        </Alert>
      )}
      <Text role="status">{t(`ownAdvice.${state}`)}</Text>
      {(state === "declined" || state === "counteroffer") && (
        <Anchor component={Link} to={`/my-notices?application=${id}`}>
          {t("ownApplications.notice")}
        </Anchor>
      )}
      {submitted_at && (
        <Text size="sm" c="dimmed">
          {t("ownApplications.submitted", { moment: formats.moment(submitted_at) })}
        </Text>
      )}
      <Offer application={application} mayAnswer />
      <Section title={t("applicationForm.steps.wanted")}>
        <WantedFacts application={application} />
      </Section>
      {state === "declined" && (
        <RecourseSection
          whose={{ application_id: id }}
          knownBy={application.score_id ?? undefined}
        />
      )}
    </Page>
  );
}
