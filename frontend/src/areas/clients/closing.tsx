/** Ending the relation with a client: why, and with a credit that is not paid off only knowingly. */

import { Alert, Button, Checkbox, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, api, body } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { useUnsaved } from "../../kit/unsaved";
import { type Client, refreshClient } from "./queries";

const LONGEST_REASON = 200;

export function Closing({ client, onDone }: { client: Client; onDone: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState(false);
  const [hasOpenCredit, setHasOpenCredit] = useState(false);
  const request = useMutation({
    mutationFn: () =>
      body(
        api.POST("/clients/{client_id}/close", {
          params: { path: { client_id: client.id } },
          body: { reason: reason.replace(/\s+/g, " ").trim(), confirm_open_credit: confirmed },
        }),
      ),
    onSuccess: () => {
      notify(t("closing.done"));
      onDone();
      return refreshClient(queryClient, client.id);
    },
    onError: (error) => {
      if (isOpenCredit(error)) setHasOpenCredit(true);
    },
  });
  useUnsaved(reason !== "" && !request.isSuccess);
  return (
    <Stack>
      <Text>{t("closing.advice")}</Text>
      <Textarea
        label={t("closing.reason")}
        description={t("closing.reasonHint")}
        maxLength={LONGEST_REASON}
        autosize
        minRows={2}
        required
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {hasOpenCredit && (
        <Alert color="yellow" variant="outline" role="alert" title={t("closing.openCredit")}>
          <Checkbox
            label={t("closing.confirm")}
            checked={confirmed}
            onChange={(event) => setConfirmed(event.currentTarget.checked)}
          />
        </Alert>
      )}
      {request.error && !isOpenCredit(request.error) && (
        <Alert color="red" variant="outline" role="alert">
          {errorText(request.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t("contacts.cancel")}
        </Button>
        <Button
          color="#b3202c"
          disabled={reason.trim() === "" || (hasOpenCredit && !confirmed)}
          loading={request.isPending}
          onClick={() => request.mutate()}
        >
          {t("closing.button")}
        </Button>
      </Group>
    </Stack>
  );
}

function isOpenCredit(error: Error): boolean {
  return error instanceof ApiError && error.code === "open_credit";
}
