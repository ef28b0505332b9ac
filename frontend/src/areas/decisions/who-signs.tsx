/** Said before a decision is sent: that a second person signs it, or that nobody may decide so. */

import { Alert, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { DecisionState } from "./use-decision";

export function WhoSigns({ decision: { meant, draft } }: { decision: DecisionState }) {
  const { t } = useTranslation();
  if (!meant.data || draft.choice === "return") return null;
  const { second_because: because, said } = meant.data;
  return (
    <>
      {draft.choice === "counteroffer" && <Payment said={said} />}
      {because.length > 0 && (
        <Alert color="blue" variant="outline" role="status" title={t("deciding.second")}>
          {because.map((why) => (
            <Text key={why} size="sm">
              {t(`deciding.secondWhy.${why}`)}
            </Text>
          ))}
        </Alert>
      )}
    </>
  );
}

function Payment({ said }: { said: NonNullable<DecisionState["meant"]["data"]>["said"] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { payment_rub, payment_to_income: share } = said;
  return (
    <Text size="sm">
      {t("burden.payment")}: <strong>{formats.money(payment_rub)}</strong>
      {share !== null && (
        <>
          {" · "}
          {t("case.paymentToIncome")}: <strong>{formats.percent(share)}</strong>
        </>
      )}
    </Text>
  );
}
