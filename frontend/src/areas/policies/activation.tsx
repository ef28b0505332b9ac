/** How far the stored scores have followed a version that came into force. */

import { Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { activationQuery } from "./queries";

export function ActivationSection({ id }: { id: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data } = useQuery(activationQuery(id));
  if (!data) return null;
  const { clients_to: all, clients_reached: reached, ended_at: ended } = data;
  const percent = all === 0 ? 100 : Math.min(100, (100 * reached) / all);
  const share = formats.rate(Math.floor(percent));
  return (
    <Section title={t("policyActivation.title")}>
      {ended === null && (
        <>
          <Progress value={percent} aria-label={t("policyActivation.going", { percent: share })} />
          <Text size="sm" role="status">
            {t("policyActivation.going", { percent: share })}
          </Text>
        </>
      )}
      <Text size="sm">
        {t("policyActivation.done", { count: data.redecided })},{" "}
        {t("policyActivation.changed", { count: data.changed })}
      </Text>
      {data.to_score_anew > 0 && (
        <Text size="sm">{t("policyActivation.anew", { count: data.to_score_anew })}</Text>
      )}
      {ended !== null && (
        <Text size="sm" c="dimmed">
          {t("policyActivation.ended", { moment: formats.moment(ended) })}
        </Text>
      )}
    </Section>
  );
}
