/** Who asked, what came out, how it adds up, and how far it is from the cut-offs. */

import { Anchor, List, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { DecisionBadge, GradeBadge } from "./badges";
import { Facts } from "./passport-facts";
import type { Passport } from "./passport-queries";
import type { Decision, Score } from "./queries";
import { writeLogOdds } from "./replay-model";

interface OriginProps {
  origin: Passport["origin"];
  names: Record<string, string>;
}

export function Origin({ origin, names }: OriginProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { client_id: client, requested_by: asker } = origin;
  return (
    <Section title={t("passport.origin")}>
      <Facts
        facts={[
          client === null
            ? [t("passport.enquiry"), origin.enquiry_id]
            : [
                t("passport.client"),
                <Anchor key="client" component={Link} to={`/clients/${client}`} size="sm">
                  {t("passport.clientIs", { id: client })}
                </Anchor>,
              ],
          [t("passport.requestedBy"), names[asker] ?? t("passport.user", { id: asker })],
          [t("passport.requestedAt"), formats.moment(origin.requested_at)],
          [t("passport.scoredAt"), formats.moment(origin.scored_at)],
          [t("passport.asOf"), formats.date(origin.as_of)],
        ]}
      />
    </Section>
  );
}

export function Result({ passport }: { passport: Passport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { result, policy, artifact } = passport;
  const model = artifact.model as Score["model"];
  const challengers = Object.entries(result.challengers);
  return (
    <Section title={t("passport.result")}>
      <Facts
        facts={[
          [t("passport.proba"), formats.percent(result.proba)],
          [t("passport.points"), result.points ?? "–"],
          [t("passport.grade"), <GradeBadge key="grade" grade={result.grade} />],
          [t("passport.model"), model ? t(`models.${model}`) : t("passport.noModel")],
          [
            t("passport.decision"),
            <DecisionBadge key="decision" decision={policy.decision as Decision} />,
          ],
          ...challengers.map(
            ([name, proba]) =>
              [`${t("passport.challengers")}: ${name}`, formats.percent(proba)] as const,
          ),
        ]}
      />
    </Section>
  );
}

/** Base and contributions one below the other, down to the raw score that they add up to. */
export function Sum({ result }: { result: Passport["result"] }) {
  const { t, i18n } = useTranslation();
  const parts = Object.entries(result.contributions).sort(([, a], [, b]) => b - a);
  const rows: [string, number | null][] = [
    [t("passport.base"), result.base],
    ...parts,
    [t("passport.raw"), result.raw_score],
  ];
  return (
    <Section title={t("passport.sum")}>
      {result.raw_score === null ? (
        <Text>{t("passport.noSum")}</Text>
      ) : (
        <DataTable
          label={t("passport.sum")}
          minWidth={300}
          columns={[
            { label: t("passport.part") },
            { label: t("passport.contribution"), numeric: true },
          ]}
        >
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <RowName>{name}</RowName>
              <Table.Td className="number">{value === null ? "–" : writeLogOdds(value)}</Table.Td>
            </Table.Tr>
          ))}
        </DataTable>
      )}
      <Text fw={600}>{t("passport.reasons")}</Text>
      <List>
        {result.reasons.map((reason) => (
          <List.Item key={`${reason.code} ${reason.direction}`}>
            {i18n.language === "ru" ? reason.text_ru : reason.text_en}{" "}
            <Text span size="sm" c="dimmed">
              {reason.code} {reason.contribution !== null && writeLogOdds(reason.contribution)}
            </Text>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

export function Margins({ policy }: { policy: Passport["policy"] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const percent = (proba: number | null) => proba !== null && formats.percent(proba);
  const points = (many: number | null) => (many === null ? "–" : formats.signedWhole(many));
  const odds = (value: number | null) => (value === null ? "–" : writeLogOdds(value));
  return (
    <Section title={t("passport.policy")}>
      <Facts
        facts={[
          [t("passport.version"), policy.version],
          [t("passport.sha256"), policy.sha256],
          [t("passport.approveBelow"), percent(policy.approve_below) || null],
          [t("passport.declineFrom"), percent(policy.decline_from) || null],
          [t("passport.toApprove"), points(policy.to_approve_points)],
          [t("passport.toDecline"), points(policy.to_decline_points)],
          [t("passport.toApproveOdds"), odds(policy.to_approve_log_odds)],
          [t("passport.toDeclineOdds"), odds(policy.to_decline_log_odds)],
        ]}
      />
      {policy.redecided && (
        <Text>
          {t("passport.redecided", {
            version: policy.redecided_by,
            decision: t(`decisions.${policy.redecided as Decision}`),
          })}
        </Text>
      )}
    </Section>
  );
}
