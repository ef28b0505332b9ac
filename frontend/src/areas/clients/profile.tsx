/** The 16 answers in human terms; what changed since the latest score is marked. */

import { Badge, Group, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateOfDays, wholeYears } from "../../kit/days";
import { useFormats } from "../../kit/format";
import type { Client } from "./queries";
import { ANSWERS, type Answer, NOT_EMPLOYED_DAYS, question } from "./questionnaire";

/** Returns how an answer reads: years instead of days, roubles, words. */
export function useAnswerText(): (
  name: Answer,
  value: string | number | null | undefined,
) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (name, value) => {
    const { kind } = question(name);
    if (value === null || value === undefined || value === "Unknown") return t("profile.unknown");
    if (kind === "birth") return t("profile.years", { count: wholeYears(Number(value)) });
    if (kind === "employment") {
      if (Number(value) === NOT_EMPLOYED_DAYS) return t("profile.notEmployed");
      const years = wholeYears(Number(value));
      const since = formats.date(dateOfDays(Number(value), new Date()));
      const length = years < 1 ? t("profile.lessThanAYear") : t("profile.years", { count: years });
      return t("profile.employedSince", { length, since });
    }
    if (kind === "money") return t("profile.perYear", { amount: formats.money(value) });
    if (kind === "count") return formats.number(Number(value));
    return t(`values.${value}` as "values.Y");
  };
}

interface Props {
  client: Client;
  changed?: Partial<Record<Answer, string | number>>;
}

export function Profile({ client, changed = {} }: Props) {
  const { t } = useTranslation();
  const text = useAnswerText();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs" component="dl" m={0}>
      {ANSWERS.map((name) => (
        <div key={name}>
          <Text component="dt" size="sm" c="dimmed">
            {t(`answers.${name}`)}
          </Text>
          <Text component="dd" m={0}>
            <Group gap="xs" component="span">
              <span>{text(name, client[name])}</span>
              {name in changed && (
                <Badge color="#8a5a00" variant="filled" radius="sm" tt="none" component="span">
                  {t("profile.was", { value: text(name, changed[name]) })}
                </Badge>
              )}
            </Group>
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
