/** What is known of the applicant and of what is wanted. */

import { Anchor, Group, List, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { Facts } from "../applications/facts";
import { StateBadge } from "../applications/state-badge";
import { today } from "../../kit/clock";
import { wholeYears } from "../../kit/dates";
import { openFirst } from "../clients/credit";
import { PaymentHistory } from "../clients/payment-history";
import { Answers } from "./answers";
import type { CaseCard } from "./queries";

export function Summary({ card }: { card: CaseCard }) {
  const { t } = useTranslation();
  return (
    <Stack className="case-facts">
      <Section title={t("case.summary")}>
        <Head card={card} />
        <Wanted card={card} />
      </Section>
      <Section title={t("case.questionnaire")}>
        <Answers card={card} />
      </Section>
      <Section title={t("case.credits")}>
        <Credits card={card} />
      </Section>
      <Section title={t("case.earlier")}>
        <Earlier card={card} />
      </Section>
      <Section title={t("case.duplicates")}>
        <Duplicates card={card} />
      </Section>
    </Stack>
  );
}

function Head({ card: { application } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const { answers, client_id, channel, id, state } = application;
  const born = answers.born_on;
  return (
    <Group gap="xs">
      <StateBadge state={state} />
      {born && <Text>{t("case.age", { count: wholeYears(born, today()) })}</Text>}
      <Text size="sm" c="dimmed">
        {t(`channels.${channel}`)}
      </Text>
      {client_id !== null && (
        <Anchor component={Link} to={`/clients/${client_id}`} size="sm">
          {t("case.card", { id: client_id })}
        </Anchor>
      )}
      <Anchor component={Link} to={`/applications/${id}`} size="sm">
        {t("case.toApplication")}
      </Anchor>
    </Group>
  );
}

function Wanted({ card: { application, recommendation } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { purpose } = application.wanted;
  // At the usual rate where none was named
  const { amount_rub, term_months, annual_rate } = recommendation ?? application.wanted;
  return (
    <Facts
      facts={[
        [t("applicationFields.amount_rub"), amount_rub && formats.money(amount_rub)],
        [
          t("applicationFields.term_months"),
          term_months !== null && t("credit.months", { count: term_months }),
        ],
        [t("applicationFields.annual_rate"), annual_rate && formats.rate(Number(annual_rate))],
        [t("applicationFields.purpose"), purpose && t(`purposes.${purpose}`)],
        ...useLoad(recommendation),
      ]}
    />
  );
}

/** What the credit takes a month, and how much of the income. */
function useLoad(recommendation: CaseCard["recommendation"]): [string, string | false][] {
  const { t } = useTranslation();
  const formats = useFormats();
  if (!recommendation) return [];
  const { payment_rub, payment_to_income: share, burden, limit_rub } = recommendation;
  return [
    [t("burden.payment"), formats.money(payment_rub)],
    [t("case.paymentToIncome"), share !== null && formats.percent(share)],
    [t("case.burden"), burden !== null && formats.percent(burden)],
    [t("case.limit"), formats.money(limit_rub)],
  ];
}

function Credits({ card: { credits } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (credits.length === 0) return <Text c="dimmed">{t("credit.none")}</Text>;
  return openFirst(credits).map((credit) => (
    <section key={credit.id} aria-labelledby={`credit-${credit.id}`}>
      <Title order={3} size="h6" id={`credit-${credit.id}`}>
        {t("credit.heading", {
          id: credit.id,
          amount: formats.money(credit.amount_total),
          date: formats.date(credit.issued_on),
        })}
      </Title>
      {credit.closed_on !== null && (
        <Text size="sm">{t("credit.closed", { month: formats.month(credit.closed_on) })}</Text>
      )}
      {credit.in_default && (
        <Text size="sm" className="tone" data-tone="bad">
          {t("default.title")}
        </Text>
      )}
      <PaymentHistory months={credit.payment_history} headingId={`credit-${credit.id}`} />
    </section>
  ));
}

function Earlier({ card: { earlier } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (earlier.length === 0) return <Text c="dimmed">{t("case.noEarlier")}</Text>;
  return (
    <List listStyleType="none" spacing="xs">
      {earlier.map((one) => (
        <List.Item key={one.id}>
          <Anchor component={Link} to={`/applications/${one.id}`} mr="xs">
            {t("queue.number", { number: one.number })}
          </Anchor>
          <StateBadge state={one.state} />
          <Text span size="sm" c="dimmed">
            {` ${formats.date(one.decided_at ?? one.created_at)}`}
            {one.amount_rub && ` · ${formats.money(one.amount_rub)}`}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}

function Duplicates({ card: { duplicates } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (duplicates.length === 0) return <Text c="dimmed">{t("case.noDuplicates")}</Text>;
  return (
    <List listStyleType="none" spacing="xs">
      {duplicates.map((one) => (
        <List.Item key={one.client_id}>
          <Anchor component={Link} to={`/clients/${one.client_id}`}>
            {[one.last_name, one.first_name, one.patronymic].filter(Boolean).join(" ")}
          </Anchor>
          {`, ${formats.date(one.born_on)}`}
          <Text size="sm" c="dimmed">
            {t("duplicates.same", {
              what: one.reasons.map((reason) => t(`duplicates.reasons.${reason}`)).join(", "),
            })}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
