/** What a borrower can do to be recommended something better, each way calculated; or that none is. */

import { List, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { gradeName } from "./badges";
import { type Change, type Proposal, type Recourse, recourseQuery, type Whose } from "./queries";
import * as words from "./recourse-words";

addWords(words);

interface Props {
  whose: Whose;
  /** What was known last: with another one the ways are asked for anew. */
  knownBy: string | undefined;
}

export function RecourseSection({ whose, knownBy }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(recourseQuery(whose, knownBy));
  return (
    <Section title={t("recourse.title")}>
      {data ? (
        <Ways recourse={data} />
      ) : error ? (
        <ErrorView error={error} onRetry={refetch} />
      ) : (
        <Skeleton h={120} aria-busy />
      )}
    </Section>
  );
}

function Ways({ recourse: { decision, proposals, as_of } }: { recourse: Recourse }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (decision === "approve") return <Text>{t("recourse.nothingToDo")}</Text>;
  if (proposals.length === 0) return <Text>{t("recourse.none")}</Text>;
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("recourse.asOf", { date: formats.date(as_of) })}
      </Text>
      {proposals.map((proposal, index) => (
        <Way key={index} proposal={proposal} number={index + 1} />
      ))}
      <Text size="sm" c="dimmed">
        {t("recourse.noPromise")}
      </Text>
    </>
  );
}

function Way({ proposal, number }: { proposal: Proposal; number: number }) {
  const { t } = useTranslation();
  const textOf = useChangeText();
  const { changes, decision, points, grade } = proposal;
  const headingId = `way-${number}`;
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby={headingId}>
      <Title order={3} size="h5" id={headingId} mb="xs">
        {t("recourse.way", { number })}
      </Title>
      <Stack gap="xs">
        <List spacing={4}>
          {changes.map((change) => (
            <List.Item key={`${change.kind} ${change.credit_id}`}>{textOf(change)}</List.Item>
          ))}
        </List>
        <Text size="sm">
          {t(`recourse.${decision === "approve" ? "approve" : "review"}`)}{" "}
          {points !== null && t("recourse.points", { points, grade: gradeName(t, grade) })}
        </Text>
      </Stack>
    </Paper>
  );
}

function useChangeText(): (change: Change) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ kind, months, credit_id: id, overdue_rub, amount_rub, term_months }) => {
    switch (kind) {
      case "pay_on_time":
        return t("recourse.pay_on_time", { count: months ?? 0 });
      case "pay_up":
        return overdue_rub === null
          ? t("recourse.pay_up", { id })
          : t("recourse.pay_up_sum", { id, sum: formats.kopecks(overdue_rub) });
      case "pay_off":
        return t("recourse.pay_off", { id });
      case "smaller_amount":
        return t("recourse.smaller_amount", { amount: formats.money(amount_rub ?? 0) });
      case "longer_term":
        return t("recourse.longer_term", { count: term_months ?? 0 });
    }
  };
}
