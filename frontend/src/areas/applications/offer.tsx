/** The credit that was granted, or offered on other terms; an offer is accepted or refused. */

import { Alert, Button, Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../kit/client";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { useDeed } from "./actions";
import { Facts } from "./facts";
import { type Application, loaded, type Offer as Terms, offerQuery } from "./queries";
import { hasOffer } from "./states";

interface Props {
  application: Application;
  /** The applicant, and who handles the application for them. */
  mayAnswer: boolean;
}

export function Offer({ application, mayAnswer }: Props) {
  const { t } = useTranslation();
  const { id, state, version } = application;
  const { data, error, refetch } = useQuery({
    ...offerQuery(id, version),
    enabled: hasOffer(state),
  });
  if (!hasOffer(state)) return null;
  return (
    <Section title={t("applicationOffer.title")}>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {data ? <TermFacts terms={data} /> : !error && <Skeleton h={80} aria-busy />}
      {state === "counteroffer" && mayAnswer && <Answer id={id} />}
    </Section>
  );
}

function TermFacts({ terms }: { terms: Terms }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      <Facts
        facts={[
          [t("applicationFields.amount_rub"), formats.money(terms.amount_rub)],
          [t("applicationFields.term_months"), t("credit.months", { count: terms.term_months })],
          [t("applicationFields.annual_rate"), formats.rate(Number(terms.annual_rate))],
          [t("burden.payment"), formats.money(terms.payment_rub)],
        ]}
      />
      {terms.answer_by && (
        <Text size="sm">
          {t("applicationOffer.until", { moment: formats.moment(terms.answer_by) })}
        </Text>
      )}
    </>
  );
}

function Answer({ id }: { id: string }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const deed = useDeed(id);
  const at = { params: { path: { application_id: id } } };
  return (
    <>
      {deed.error && (
        <Alert color="red" variant="outline" role="alert">
          {errorText(deed.error)}
        </Alert>
      )}
      <Group>
        <Button
          loading={deed.isPending}
          onClick={() =>
            deed.mutate(() => loaded(api.POST("/applications/{application_id}/offer/accept", at)))
          }
        >
          {t("applicationOffer.accept")}
        </Button>
        <Button
          variant="default"
          disabled={deed.isPending}
          onClick={() =>
            deed.mutate(() => loaded(api.POST("/applications/{application_id}/offer/refuse", at)))
          }
        >
          {t("applicationOffer.refuse")}
        </Button>
      </Group>
    </>
  );
}
