/** Why a decision was not taken, and what to do about it. */

import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { useTells } from "../../kit/told";
import { caseQuery, rescoreCase } from "./queries";
import type { DecisionState } from "./use-decision";

const KNOWN: Record<string, "score_too_old" | "changed" | "leased" | "never"> = {
  score_too_old: "score_too_old",
  case_changed: "changed",
  precondition_failed: "changed",
  conflict: "changed",
  case_taken: "leased",
  never_overridden: "never",
};

interface Props {
  decision: DecisionState;
  /** What the decision was refused for, or would be. */
  error: Error | null;
}

export function DecisionFaults({ decision, error }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { isOutdated, loadAnew } = decision;
  useTells(error !== null);
  if (!isOutdated && !error) return null;
  const kind = isOutdated ? "changed" : error instanceof ApiError ? KNOWN[error.code] : undefined;
  // Who signs second asks for no other score than the first decision is of
  const isTooOldToSign = kind === "score_too_old" && decision.loaded.card.first !== null;
  const told = isTooOldToSign ? "too_old_to_sign" : kind;
  return (
    <Alert color="red" variant="outline" role="alert">
      <Text size="sm">{told ? t(`deciding.errors.${told}`) : errorText(error)}</Text>
      <Group mt="xs">
        {told === "score_too_old" && <Rescore decision={decision} />}
        {kind === "changed" && (
          <Button size="xs" variant="default" onClick={() => loadAnew()}>
            {t("deciding.load")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** The new score comes by itself: the case is read until it is there. */
function Rescore({ decision: { loaded, loadAnew } }: Pick<Props, "decision">) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const client = useQueryClient();
  const id = loaded.card.application.id;
  const rescore = useMutation({
    mutationFn: () => rescoreCase(id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: caseQuery(id).queryKey });
      await loadAnew();
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={rescore.isPending}
        onClick={() => rescore.mutate()}
      >
        {t("case.rescore")}
      </Button>
      {rescore.error && <Text size="sm">{errorText(rescore.error)}</Text>}
    </>
  );
}
