/** What the client will see of a decision, in the client's words. */

import { Divider, List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { Terms } from "./deciding";
import { useReasonText } from "./decline-reasons";
import type { DecisionState } from "./use-decision";

export function Preview({ decision }: { decision: DecisionState }) {
  const { t } = useTranslation();
  if (decision.draft.choice === null) return null;
  return (
    <section aria-labelledby="client-sees">
      <Divider mb="xs" />
      <Text size="sm" c="dimmed" id="client-sees">
        {t("deciding.preview")}
      </Text>
      <Seen decision={decision} />
    </section>
  );
}

function Seen({ decision: { draft, wanted, loaded } }: { decision: DecisionState }) {
  const { t } = useTranslation();
  const told = useTerms();
  const text = useReasonText(loaded.card);
  if (draft.choice === "approve") return <Text>{t("deciding.previewApprove", told(wanted))}</Text>;
  if (draft.choice === "counteroffer") {
    return <Text>{t("deciding.previewCounteroffer", told(draft))}</Text>;
  }
  if (draft.choice === "return") {
    return (
      <Text>
        {t("deciding.previewReturn")} {draft.ask}
      </Text>
    );
  }
  return (
    <>
      <Text>{t("deciding.previewDecline")}</Text>
      <List size="sm">
        {draft.reasons.map((code) => (
          <List.Item key={code}>{text(code)}</List.Item>
        ))}
      </List>
    </>
  );
}

function useTerms(): (terms: Terms) => { amount: string; months: string; rate: string } {
  const { readNumber, money, rate } = useFormats();
  const shown = (text: string, write: (value: number) => string) => {
    const reading = readNumber(text);
    return "value" in reading ? write(Number(reading.value)) : "…";
  };
  return (terms) => ({
    amount: shown(terms.amount, money),
    months: shown(terms.months, String),
    rate: shown(terms.rate, rate),
  });
}
