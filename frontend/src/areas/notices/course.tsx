/** Where a notice is on its way, with what may be done next. */

import { Anchor, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { Due } from "./due";
import type { Notice } from "./queries";

export function Course({ notice, deeds }: { notice: Notice; deeds: ReactNode }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const when = (moment: string | null) => moment && formats.moment(moment);
  const name = [notice.last_name, notice.first_name, notice.patronymic].filter(Boolean).join(" ");
  const facts: [string, ReactNode][] = [
    [t("letter.applicant"), name],
    [
      t("letter.application"),
      <Anchor key="application" component={Link} to={`/applications/${notice.application_id}`}>
        {t("letter.ofApplication", { number: notice.number })}
      </Anchor>,
    ],
    [t("letter.outcome"), t(`letter.outcomes.${notice.outcome}`)],
    [t("letter.component"), notice.component && t(`letter.components.${notice.component}`)],
    [t("letter.decidedOn"), when(notice.decided_at)],
    [t("letter.due"), <Due key="due" moment={notice.due_at} isLate={notice.is_late} />],
    [t("letter.sentAt"), when(notice.sent_at)],
    [t("letter.channel"), notice.channel && t(`letter.channels.${notice.channel}`)],
    [t("letter.deliveredAt"), when(notice.delivered_at)],
    [t("letter.evidence"), notice.evidence],
    [t("letter.returnedAt"), when(notice.returned_at)],
    [t("letter.returnedReason"), notice.returned_reason],
    [t("letter.manager"), notice.manager_name],
  ];
  return (
    <Section title={t("letter.course")}>
      <Stack gap={4}>
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <Text span size="sm" c="dimmed">{`${label}: `}</Text>
              <Text span size="sm" style={{ overflowWrap: "anywhere" }}>
                {value}
              </Text>
            </div>
          ))}
      </Stack>
      {deeds}
    </Section>
  );
}
