/** The 16 answers in human terms; what changed since the latest score is marked. */

import { Alert, Group, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isDate, wholeYears } from "../../kit/dates";
import { useFormats } from "../../kit/format";
import type { Before } from "./changed";
import type { Client } from "./queries";
import { ANSWERS, type Answer, question } from "./questionnaire";

/** Returns how an answer reads by itself: dates, roubles, words. */
export function useAnswerText(): (
  name: Answer,
  value: string | number | null | undefined,
) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (name, value) => {
    const { kind } = question(name);
    if (kind === "date" && value === null) return t("profile.notEmployed");
    if (value === null || value === undefined || value === "Unknown") return t("profile.unknown");
    if (kind === "date") return isDate(String(value)) ? formats.date(String(value)) : String(value);
    if (kind === "money") return formats.money(value);
    if (kind === "count") return formats.number(Number(value));
    return t(`values.${value}` as "values.Y");
  };
}

/** Returns how an answer of a client reads: a date with the years that passed since. */
function useClientText(client: Client): (name: Answer) => string {
  const { t } = useTranslation();
  const text = useAnswerText();
  return (name) => {
    const value = client[name];
    if (question(name).kind !== "date" || value === null) return text(name, value);
    const count = wholeYears(String(value), client.as_of);
    const years = count < 1 ? t("profile.lessThanAYear") : t("profile.years", { count });
    return t("profile.dateWithYears", { date: text(name, value), years });
  };
}

function Impossible({ client }: { client: Client }) {
  const { t } = useTranslation();
  const names = ANSWERS.filter((name) => name in client.impossible_answers);
  if (names.length === 0) return null;
  return (
    <Alert color="yellow" variant="outline" role="status" mb="sm">
      {t("profile.impossible", { names: names.map((name) => t(`answers.${name}`)).join(", ") })}
    </Alert>
  );
}

interface Props {
  client: Client;
  changed?: Before;
}

export function Profile({ client, changed = {} }: Props) {
  const { t } = useTranslation();
  const textNow = useClientText(client);
  const text = useAnswerText();
  return (
    <>
      <Impossible client={client} />
      <SimpleGrid
        cols={{ base: 1, xs: 2, md: 3, lg: 4 }}
        spacing="sm"
        verticalSpacing="xs"
        component="dl"
        m={0}
      >
        {ANSWERS.map((name) => (
          <Fact key={name} name={t(`answers.${name}`)}>
            <span>{textNow(name)}</span>
            {name in changed && (
              <span className="chip" data-tone="poor">
                {t("profile.was", { value: text(name, changed[name]) })}
              </span>
            )}
          </Fact>
        ))}
        <Fact name={t("profile.ageGroup")}>{client.age_group.replace("-", "–")}</Fact>
        {client.employed_since !== null && (
          <Fact name={t("profile.employment")}>{employmentOf(client)}</Fact>
        )}
      </SimpleGrid>
    </>
  );
}

/** Returns the group of the time in the present job, without its unit: "5–10", "<1", "40+". */
function employmentOf({ days_employed_bin }: Client): string {
  return days_employed_bin.replace(" year", "").replace("-", "–").replace("<", "< ");
}

/** A name and what is known under it; for a list of descriptions. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0}>
        <Group gap="xs" component="span">
          {children}
        </Group>
      </Text>
    </div>
  );
}
