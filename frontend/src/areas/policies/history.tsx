/** Who did what with a version, when and why: out of the journal. */

import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import type { PolicyDeed, PolicyVersion } from "./queries";
import { usePolicyWords } from "./show";
import { en } from "./words";

type Known = keyof typeof en.journalPolicies;

export function History({ policy }: { policy: PolicyVersion }) {
  const { t } = useTranslation();
  return (
    <Section title={t("policy.history")}>
      {policy.history.map((deed) => (
        <Deed key={`${deed.at} ${deed.deed}`} told={deed} />
      ))}
      {policy.author_id === null && <Text size="sm">{t("policy.releaseDeed")}</Text>}
    </Section>
  );
}

function Deed({ told }: { told: PolicyDeed }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { label } = usePolicyWords();
  const name = told.deed in en.journalPolicies ? t(`journalPolicies.${told.deed as Known}`) : "";
  const isMoment = told.deed === "schedule" && told.reason !== null;
  const reason = isMoment && told.reason ? formats.moment(told.reason) : told.reason;
  return (
    <Stack gap={0}>
      <Text size="sm">
        {formats.moment(told.at)} · {name} ·{" "}
        {told.actor_id === null ? t("policy.sweep") : (told.actor_name ?? "–")}
      </Text>
      {reason && <Text size="sm">“{reason}”</Text>}
      {told.fields.length > 0 && (
        <Text size="sm" c="dimmed">
          {t("policy.fields", { fields: told.fields.map(label).join("; ") })}
        </Text>
      )}
    </Stack>
  );
}
