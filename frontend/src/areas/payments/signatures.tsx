/** Who signed for a month, with what figures, and who took that back. */

import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { useUser } from "../people/session";
import type { Closing, MonthDetail } from "./queries";

export function Signatures({ detail }: { detail: MonthDetail }) {
  const { t } = useTranslation();
  const { id } = useUser();
  const [latest] = detail.closings;
  const isOwn = detail.coverage.closing === "waiting" && latest?.signed_by === id;
  return (
    <Section title={t("signing.title")}>
      {!latest && <Text c="dimmed">{t("signing.none")}</Text>}
      {detail.closings.map((closing) => (
        <Signature key={closing.id} closing={closing} />
      ))}
      {isOwn && <Text fw={600}>{t("signing.ownWaits")}</Text>}
    </Section>
  );
}

function Signature({ closing }: { closing: Closing }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const by = (name: string | null, moment: string | null) => ({
    name: name ?? "",
    moment: formats.moment(moment ?? closing.signed_at),
  });
  const isWaiting = closing.needs_second && !closing.confirmed_at && !closing.reopened_at;
  return (
    <Stack gap={2}>
      <Text>
        {t("signing.signed", by(closing.signed_name, closing.signed_at))} (
        {t("signing.figures", {
          present: formats.number(closing.present),
          expected: formats.number(closing.expected),
        })}
        ): “{closing.statement}”
      </Text>
      {closing.confirmed_at && (
        <Text>{t("signing.confirmed", by(closing.confirmed_name, closing.confirmed_at))}</Text>
      )}
      {isWaiting && <Text>{t("signing.waits")}</Text>}
      {closing.reopened_at && (
        <Text>
          {t("signing.reopened", {
            ...by(closing.reopened_name, closing.reopened_at),
            reason: closing.reason ?? "",
          })}
        </Text>
      )}
    </Stack>
  );
}
