/** Why the changed answers were not saved. */

import { Alert, List } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import type { Answer } from "./questionnaire";

export function SaveFault({ error }: { error: Error }) {
  const errorText = useErrorText();
  const details = error instanceof ApiError && error.status === 422 ? error.details : [];
  return (
    <Alert color="red" variant="outline">
      {errorText(error)}
      {details.length > 0 && (
        <List size="sm">
          {details.map((detail) => (
            <List.Item key={detail}>{detail}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}

/** Somebody else saved first: what they changed is in the form now, beside one's own changes. */
export function TheirChanges({ names }: { names: Answer[] }) {
  const { t } = useTranslation();
  return (
    <Alert color="yellow" variant="outline" role="alert" title={t("edit.conflict")}>
      {t("edit.conflictAdvice")}
      <List size="sm">
        {names.map((name) => (
          <List.Item key={name}>{t(`answers.${name}`)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
