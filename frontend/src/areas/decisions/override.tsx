/** Why somebody decides against the recommendation: asked for then, and only then. */

import { Alert, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Draft, LEAST_RATIONALE, LONGEST_TEXT } from "./deciding";
import type { DecisionState } from "./use-decision";

export const OVERRIDE_REASONS = [
  "income_confirmed",
  "collateral",
  "guarantor",
  "technical_delay",
  "data_quality",
  "concentration",
  "negative_information",
  "known_customer",
  "other",
] as const;

export function Override({ decision: { draft, change, loaded } }: { decision: DecisionState }) {
  const { t } = useTranslation();
  const recommended = loaded.card.recommendation?.decision ?? "review";
  const length = draft.rationale.trim().length;
  return (
    <Alert color="yellow" variant="outline" role="group" title={t("deciding.against")}>
      <Stack gap="xs">
        <Text size="sm" role="status">
          {t("deciding.againstAdvice", { recommendation: t(`decisions.${recommended}`) })}
        </Text>
        <NativeSelect
          label={t("deciding.overrideReason")}
          required
          value={draft.overrideReason}
          data={[
            { value: "", label: t("deciding.chooseReason") },
            ...OVERRIDE_REASONS.map((value) => ({
              value,
              label: t(`deciding.overrideReasons.${value}`),
            })),
          ]}
          onChange={(event) =>
            change({ overrideReason: event.currentTarget.value as Draft["overrideReason"] })
          }
        />
        <Textarea
          label={t("deciding.rationale")}
          description={t("deciding.counter", { length, least: LEAST_RATIONALE })}
          required
          autosize
          minRows={3}
          maxLength={LONGEST_TEXT}
          value={draft.rationale}
          onChange={(event) => change({ rationale: event.currentTarget.value })}
        />
      </Stack>
    </Alert>
  );
}
