/** What the applicant is told of a decline: reasons of what declines, and no others. */

import { Checkbox, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MOST_REASONS } from "./deciding";
import type { CaseCard } from "./queries";
import { useRuleName } from "./reason-code";
import type { DecisionState } from "./use-decision";
import type { en } from "./words/en";

type PersonsReason = keyof typeof en.declineReasons;

/** Returns what a code says of this applicant: the score's own words, a rule's, or a person's. */
export function useReasonText(card: CaseCard): (code: string) => string {
  const { i18n, t } = useTranslation();
  const ruleName = useRuleName();
  return (code) => {
    const reason = card.score?.reasons.find((one) => one.code === code);
    if (reason && card.declined_by === "score") {
      return i18n.language === "ru" ? reason.text_ru : reason.text_en;
    }
    const isPersons = card.declined_by === "person" && i18n.exists(`declineReasons.${code}`);
    return isPersons ? t(`declineReasons.${code as PersonsReason}`) : ruleName(code);
  };
}

export function DeclineReasons({ decision }: { decision: DecisionState }) {
  const { t } = useTranslation();
  const { draft, change, loaded } = decision;
  const text = useReasonText(loaded.card);
  const isFull = draft.reasons.length >= MOST_REASONS;
  return (
    <Checkbox.Group
      label={t("deciding.reasons")}
      description={t("deciding.reasonsHint", { most: MOST_REASONS })}
      value={draft.reasons}
      onChange={(reasons) => change({ reasons })}
    >
      <Stack gap={6} mt={4}>
        {loaded.card.decline_codes.map((code) => (
          <Checkbox
            key={code}
            value={code}
            label={text(code)}
            disabled={isFull && !draft.reasons.includes(code)}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
