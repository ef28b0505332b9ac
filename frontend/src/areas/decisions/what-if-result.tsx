/** Before and after, figure by figure; without the model, what can be calculated without it. */

import { Alert, Loader, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RowName } from "../../kit/data-table";
import { ErrorView, errorCode } from "../../kit/error-view";
import { useTells } from "../../kit/told";
import { type Formats, useFormats } from "../../kit/format";
import { burdenOf } from "../applications/burden";
import { DecisionBadge, GradeBadge, Points } from "../scores/badges";
import type { CaseCard, Forecast } from "./queries";
import { useRuleName } from "./reason-code";
import type { TrialState } from "./use-trial";

export function WhatIfResult({ card, state }: { card: CaseCard; state: TrialState }) {
  const { t } = useTranslation();
  const { changed, faults, said, error, isBehind } = state;
  if (changed.length === 0) return null;
  if (Object.keys(faults).length > 0) {
    return (
      <Text role="status" className="tone" data-tone="poor">
        {t("whatIf.faulty")}
      </Text>
    );
  }
  if (error && errorCode(error) === "unavailable") return <Away card={card} state={state} />;
  if (error) return <ErrorView error={error} onRetry={state.again} />;
  if (!said) return <Loader size="sm" aria-label={t("whatIf.working")} />;
  return (
    <div className={isBehind ? "updating" : undefined} aria-busy={isBehind}>
      <Comparison before={said.before} after={said.after} />
    </div>
  );
}

type Row = [
  name: "points" | "proba" | "grade" | "decision" | "rules" | LendingName,
  before: React.ReactNode,
  after: React.ReactNode,
];
type LendingName = "payment" | "paymentToIncome" | "burden" | "limit" | "expectedLoss";

function Comparison({ before, after }: { before: Forecast; after: Forecast }) {
  const { proba } = useShown();
  const lending = useLending();
  const rules = useRules();
  const [then, now] = [lending(after), lending(before)];
  const of = (name: "points" | "proba" | "grade" | "decision"): Row => [
    name,
    proba[name](before),
    proba[name](after),
  ];
  return (
    <Figures
      rows={[
        of("points"),
        of("proba"),
        of("grade"),
        ...(Object.keys(now) as LendingName[]).map((name): Row => [name, now[name], then[name]]),
        ["rules", rules(before), rules(after)],
        of("decision"),
      ]}
    />
  );
}

function Figures({ rows }: { rows: Row[] }) {
  const { t } = useTranslation();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("whatIf.figure")}</Table.Th>
          <Table.Th>{t("whatIf.before")}</Table.Th>
          <Table.Th>{t("whatIf.after")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, before, after]) => (
          <Table.Tr key={name}>
            <RowName>{t(`whatIf.figures.${name}`)}</RowName>
            <Table.Td>{before}</Table.Td>
            <Table.Td>{after}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function useShown() {
  const formats = useFormats();
  const proba = {
    points: ({ points, grade }: Forecast) =>
      points === null ? "–" : <Points points={points} grade={grade} />,
    proba: (one: Forecast) => formats.percent(one.proba),
    grade: ({ grade }: Forecast) => <GradeBadge grade={grade} />,
    decision: ({ decision }: Forecast) => <DecisionBadge decision={decision} />,
  };
  return { proba };
}

const share = (formats: Formats, value: number | null) =>
  value === null ? "–" : formats.percent(value);

/** Returns what the policy says of the credit, in the order of the table; nothing without one. */
function useLending(): (forecast: Forecast) => Partial<Record<LendingName, string>> {
  const formats = useFormats();
  return ({ lending }) =>
    lending === null
      ? {}
      : {
          payment: formats.money(lending.payment_rub),
          paymentToIncome: share(formats, lending.payment_to_income),
          burden: share(formats, lending.burden),
          limit: formats.money(lending.limit_rub),
          expectedLoss: formats.money(lending.expected_loss_rub),
        };
}

function useRules(): (forecast: Forecast) => string {
  const { t } = useTranslation();
  const ruleName = useRuleName();
  return ({ findings }) =>
    findings.map(({ rule }) => ruleName(rule)).join("; ") || t("whatIf.noRules");
}

/** The model is away: what the credit costs is known without it. */
function Away({ card, state }: { card: CaseCard; state: TrialState }) {
  const { t } = useTranslation();
  const formats = useFormats();
  useTells(true);
  const { recommendation } = card;
  const number = (text: string) => {
    const reading = formats.readNumber(text);
    return "value" in reading ? Number(reading.value) : NaN;
  };
  const { terms, answers } = state.trial;
  const burden = burdenOf(
    { amount: number(terms.amount), months: number(terms.months), rate: number(terms.rate) },
    number(answers.amt_income_total),
  );
  return (
    <>
      <Alert color="yellow" variant="outline" role="status">
        {t("whatIf.away")}
      </Alert>
      {recommendation && burden && (
        <Figures
          rows={[
            ["payment", formats.money(recommendation.payment_rub), formats.money(burden.payment)],
            [
              "paymentToIncome",
              share(formats, recommendation.payment_to_income),
              share(formats, burden.share),
            ],
          ]}
        />
      )}
    </>
  );
}
