/** "Update the score", and how far it is: said to screen readers, too. */

import { Alert, Button, Group, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../kit/error-view";
import { useTells } from "../../kit/told";
import { isUnderway, type Scoring } from "./scoring";

export function RescoreButton({ scoring, label }: { scoring: Scoring; label: string }) {
  const { phase, start } = scoring;
  return (
    <Button
      onClick={start}
      loading={isUnderway(phase)}
      leftSection={<IconRefresh size={18} aria-hidden />}
    >
      {label}
    </Button>
  );
}

export function ScoringProgress({ scoring }: { scoring: Scoring }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { phase, interrupted, error } = scoring;
  useTells(interrupted);
  return (
    <div role="status" aria-live="polite" className="no-print">
      {isUnderway(phase) && !interrupted && (
        <Group gap="xs">
          <Text size="sm">{t(`scoring.${phase as "pending"}`)}</Text>
        </Group>
      )}
      {phase === "done" && <Text size="sm">{t("scoring.done")}</Text>}
      {interrupted && <Alert color="yellow" variant="outline" title={t("scoring.interrupted")} />}
      {phase === "failed" && (
        <Alert color="red" variant="outline" title={t("scoring.failed")}>
          {t("scoring.failedAdvice")}
        </Alert>
      )}
      {error && (
        <Alert color="red" variant="outline">
          {errorText(error)}
        </Alert>
      )}
    </div>
  );
}
