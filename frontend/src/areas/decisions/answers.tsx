/** The questionnaire of an application; what is missing and what was changed is marked. */

import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Fact, useAnswerText } from "../clients/profile";
import { ANSWERS, isAnswer } from "../clients/questionnaire";
import type { CaseCard } from "./queries";

type Value = string | number | null;

const nameOf = (field: string) => field.split(".").at(-1) ?? field;

export function Answers({ card: { application, changed } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const text = useAnswerText();
  const answers: Partial<Record<string, Value>> = application.answers;
  const missing = new Set(application.missing.map(({ field }) => nameOf(field)));
  const before = new Map(changed.map(({ field, before }) => [nameOf(field), before as Value]));
  return (
    <>
      {application.times_changed > 0 && (
        <Text size="sm">{t("case.timesChanged", { count: application.times_changed })}</Text>
      )}
      <dl className="case-answers">
        {ANSWERS.map((name) => (
          <Fact key={name} name={t(`answers.${name}`)}>
            {missing.has(name) ? (
              <span className="chip" data-tone="bad">
                {t("case.missing")}
              </span>
            ) : (
              <span>{text(name, answers[name] ?? null)}</span>
            )}
            {before.has(name) && (
              <span className="chip wrapping" data-tone="poor">
                {t("case.was", { value: text(name, before.get(name)) })}
              </span>
            )}
          </Fact>
        ))}
      </dl>
      <ChangedAlso names={[...before.keys()].filter((name) => !isAnswer(name))} />
    </>
  );
}

const NAMED = [
  "last_name",
  "first_name",
  "patronymic",
  "phone",
  "email",
  "consent_on",
  "document",
  "amount_rub",
  "term_months",
  "purpose",
  "annual_rate",
] as const;

/** What else was changed: by name only, the values are those of the application above. */
function ChangedAlso({ names }: { names: string[] }) {
  const { t } = useTranslation();
  const known = NAMED.filter((name) => names.includes(name));
  if (known.length === 0) return null;
  return (
    <Text size="sm" className="tone" data-tone="poor">
      {t("case.changedAlso", {
        what: known.map((name) => t(`applicationFields.${name}`)).join(", "),
      })}
    </Text>
  );
}
