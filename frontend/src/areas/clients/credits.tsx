/** The credits of a client, each with its terms, what is to be paid, and how it was paid so far. */

import { Alert, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { openFirst, schedule } from "./credit";
import { SumOverdue } from "./overdue";
import { PaymentHistory } from "./payment-history";
import type { Credit } from "./queries";
import { Remaining } from "./remaining";

interface Props {
  credits: Credit[];
  /** The bank's today: what was due before it is not asked for again. */
  asOf: string;
}

export function Credits({ credits, asOf }: Props) {
  const { t } = useTranslation();
  if (credits.length === 0) return <Text c="dimmed">{t("credit.none")}</Text>;
  return (
    <Stack gap="xl">
      {openFirst(credits).map((credit) => (
        <OneCredit key={credit.id} credit={credit} asOf={asOf} />
      ))}
    </Stack>
  );
}

function OneCredit({ credit, asOf }: { credit: Credit; asOf: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const headingId = `credit-${credit.id}`;
  return (
    <Stack gap="md" component="section" aria-labelledby={headingId}>
      <Title order={3} size="h5" id={headingId}>
        {t("credit.heading", {
          id: credit.id,
          amount: formats.money(credit.amount_total),
          date: formats.date(credit.issued_on),
        })}
      </Title>
      <Terms credit={credit} />
      <State credit={credit} asOf={asOf} headingId={headingId} />
      <PaymentHistory months={credit.payment_history} headingId={headingId} />
      {credit.unreadable_months.length > 0 && (
        <Alert color="yellow" variant="outline" role="status">
          {t("credit.unreadable", {
            months: credit.unreadable_months.map(formats.month).join(", "),
          })}
        </Alert>
      )}
    </Stack>
  );
}

function Terms({ credit }: { credit: Credit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const facts: [string, string][] = [
    [t("credit.amount"), formats.money(credit.amount_total)],
    [t("credit.rate"), t("credit.ratePerYear", { rate: formats.rate(Number(credit.annual_rate)) })],
    [t("credit.issued"), formats.date(credit.issued_on)],
    [t("credit.term"), t("credit.months", { count: credit.term_months })],
  ];
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} component="dl" m={0}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} fw={600}>
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

/** Closed, in default, or what is to be paid next: a plan means something only for the last. */
function State({ credit, asOf, headingId }: { credit: Credit; asOf: string; headingId: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (credit.closed_on !== null) {
    return <Text fw={600}>{t("credit.closed", { month: formats.month(credit.closed_on) })}</Text>;
  }
  if (credit.in_default) {
    return (
      <div>
        <Text fw={600}>{t("default.title")}</Text>
        <SumOverdue credits={[credit]} />
      </div>
    );
  }
  const payments = schedule(credit).filter((payment) => payment.due >= asOf);
  return <Remaining id={credit.id} payments={payments} headingId={headingId} />;
}
