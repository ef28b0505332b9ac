/** What people made of a score, what the applicant was told, and how payments went on. */

import { Group, List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import type { Passport } from "./passport-queries";
import type { Decision } from "./queries";

type Outcome = "approve" | "decline" | "counteroffer" | "return";

interface Props {
  passport: Passport;
  names: Record<string, string>;
}

export function Followed({ passport, names }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const lines = [
    ...passport.recommendations.map((one) => ({
      key: `r ${one.application_id} ${one.policy_sha256}`,
      at: one.made_at,
      says: t("passport.recommended", {
        decision: t(`decisions.${one.decision as Decision}`),
        version: one.policy_version,
      }),
      more: null,
    })),
    ...passport.decisions.map((one) => ({
      key: `d ${one.id}`,
      at: one.decided_at,
      says: t("passport.decided", {
        outcome: t(`passport.outcomes.${one.outcome as Outcome}`),
        name: names[one.actor_id] ?? t("passport.user", { id: one.actor_id }),
      }),
      more: one.override_reason && t("passport.overridden", { reason: one.rationale }),
    })),
    ...passport.notices.map((one) => ({
      key: `n ${one.id}`,
      at: one.produced_at,
      says: t("passport.noticed", {
        id: one.id,
        state: one.sent_at
          ? t("passport.sent", { moment: formats.moment(one.sent_at) })
          : t("passport.unsent"),
      }),
      more: Object.entries(one.texts)
        .map(([language, sha256]) => `${language}: ${sha256}`)
        .join(", "),
    })),
  ];
  return (
    <Section title={t("passport.followed")}>
      {lines.length === 0 && <Text>{t("passport.nothing")}</Text>}
      <List>
        {lines.map(({ key, at, says, more }) => (
          <List.Item key={key}>
            {at && formats.moment(at)} {says}
            {more && (
              <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                {more}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

export function Later({ months }: { months: Passport["later"] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Section title={t("passport.later")}>
      {months.length === 0 && <Text>{t("passport.noLater")}</Text>}
      <Group gap="xs">
        {months.map(({ month, status }) => (
          <span key={month} className="chip" data-tone={"345".includes(status) ? "bad" : undefined}>
            {formats.month(month)}: {status}
          </span>
        ))}
      </Group>
    </Section>
  );
}
