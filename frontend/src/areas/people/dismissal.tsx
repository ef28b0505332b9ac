/** Dismissing a manager: who takes over the clients. */

import { Alert, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import type { Manager } from "./queries";

export function nameOf(manager: Manager): string {
  return `${manager.last_name} ${manager.first_name}`;
}

const EVENLY = "evenly";
const NOBODY = "nobody";

interface Props {
  manager: Manager;
  successors: Manager[];
  onDone: () => void;
}

export function Dismissal({ manager, successors, onDone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [choice, setChoice] = useState("");
  const isChosen = choice !== "" || manager.client_count === 0;
  const request = useMutation({
    mutationFn: () =>
      body(
        api.POST("/managers/{manager_id}/dismiss", {
          params: { path: { manager_id: manager.id } },
          body: {
            share_evenly: choice === EVENLY,
            successor_manager_id: Number(choice) || null,
          },
        }),
      ),
    onSuccess: ({ clients_handed_over }) => {
      client.invalidateQueries({ queryKey: ["managers"] });
      client.invalidateQueries({ queryKey: ["clients"] });
      client.invalidateQueries({ queryKey: ["users"] });
      notify(t("managerPage.dismissed", { count: clients_handed_over }));
      onDone();
    },
  });
  return (
    <Stack>
      <Text>{t("managerPage.advice", { name: nameOf(manager), count: manager.client_count })}</Text>
      {manager.client_count > 0 && (
        <NativeSelect
          label={t("managerPage.successor")}
          required
          value={choice}
          onChange={(event) => setChoice(event.currentTarget.value)}
          data={[
            { value: "", label: t("managerPage.choose"), disabled: true },
            ...(successors.length > 0
              ? [{ value: EVENLY, label: t("managerPage.evenly", { count: successors.length }) }]
              : []),
            { value: NOBODY, label: t("managerPage.nobody") },
            ...successors.map((other) => ({
              value: String(other.id),
              label: t("managerPage.withClients", {
                name: nameOf(other),
                count: other.client_count,
              }),
            })),
          ]}
        />
      )}
      {request.error && (
        <Alert color="red" variant="outline" role="alert">
          {errorText(request.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t("userPage.cancel")}
        </Button>
        <Button
          color="#b3202c"
          disabled={!isChosen}
          loading={request.isPending}
          onClick={() => request.mutate()}
        >
          {t("managerPage.dismiss")}
        </Button>
      </Group>
    </Stack>
  );
}
