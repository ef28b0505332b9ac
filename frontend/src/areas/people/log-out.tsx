/** Logging out: a place of its own, so that unsaved changes are asked about on the way to it. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { endSession } from "./session";

export function LogOut() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { mutate, error, isSuccess } = useMutation({ mutationFn: () => endSession(client) });
  useEffect(() => mutate(), [mutate]);
  if (isSuccess) return <Navigate to="/login" replace />;
  return (
    <Page title={t("shell.logOut")} width={720}>
      {error && <ErrorView error={error} onRetry={mutate} isChange />}
    </Page>
  );
}
