/** That there is not enough to tell of somebody: in words, for no number is the person's own. */

import { Alert, Text } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { Score } from "./queries";

interface Props {
  score: Score;
  /** Borrowers are shown no number. */
  borrower: boolean;
  updating: boolean;
}

/** Stands in the place of the gauge. */
export function UnknownPanel({ score, borrower, updating }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Alert
      color="gray"
      variant="outline"
      w="100%"
      icon={<IconHelpCircle aria-hidden />}
      title={t("unknown.grade")}
      className={updating ? "updating" : undefined}
      aria-busy={updating}
    >
      <Text>{t(borrower ? "unknown.borrower" : "unknown.why")}</Text>
      {!borrower && score.proba !== null && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("unknown.average", { proba: formats.percent(score.proba) })}
        </Text>
      )}
    </Alert>
  );
}
