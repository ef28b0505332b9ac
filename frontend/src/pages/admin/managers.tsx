/** The managers, how many clients each has, and dismissing one. */

import {
  Alert,
  Button,
  Group,
  Modal,
  NativeSelect,
  Paper,
  Skeleton,
  Stack,
  Table,
  Text,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body, type Manager } from "../../api/client";
import { DataTable } from "../../components/data-table";
import { ErrorView, useErrorText } from "../../components/error-view";
import { notify } from "../../components/notify";
import { Page } from "../../components/page";
import { managersQuery } from "../../queries";

export function Component() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(managersQuery);
  const [leaving, setLeaving] = useState<Manager | null>(null);
  return (
    <Page title={t("managers.title")} width={960}>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={400} />}
      {data && (
        <Paper withBorder>
          <DataTable
            label={t("managers.title")}
            minWidth={300}
            columns={[
              { label: t("users.name") },
              { label: t("managers.clients"), numeric: true },
              { label: t("users.actions"), silent: true },
            ]}
            empty={data.length === 0 && t("managers.none")}
          >
            {data.map((manager) => (
              <Table.Tr key={manager.id}>
                <Table.Td>{nameOf(manager)}</Table.Td>
                <Table.Td className="number">{manager.client_count}</Table.Td>
                <Table.Td className="number">
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={t("managers.dismissOf", { name: nameOf(manager) })}
                    onClick={() => setLeaving(manager)}
                  >
                    {t("managers.dismiss")}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </DataTable>
        </Paper>
      )}
      <Modal
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t("managers.dismiss")}
        closeButtonProps={{ "aria-label": t("users.close") }}
      >
        {leaving && data && (
          <Dismissal
            manager={leaving}
            successors={data.filter((other) => other.id !== leaving.id)}
            onDone={() => setLeaving(null)}
          />
        )}
      </Modal>
    </Page>
  );
}

function nameOf(manager: Manager): string {
  return `${manager.last_name} ${manager.first_name}`;
}

interface Props {
  manager: Manager;
  successors: Manager[];
  onDone: () => void;
}

function Dismissal({ manager, successors, onDone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [successor, setSuccessor] = useState("");
  const request = useMutation({
    mutationFn: () =>
      body(
        api.POST("/managers/{manager_id}/dismiss", {
          params: { path: { manager_id: manager.id } },
          body: { successor_manager_id: successor ? Number(successor) : null },
        }),
      ),
    onSuccess: ({ clients_handed_over }) => {
      client.invalidateQueries({ queryKey: ["managers"] });
      client.invalidateQueries({ queryKey: ["clients"] });
      client.invalidateQueries({ queryKey: ["users"] });
      notify(t("managers.dismissed", { count: clients_handed_over }));
      onDone();
    },
  });
  return (
    <Stack>
      <Text>{t("managers.advice", { name: nameOf(manager), count: manager.client_count })}</Text>
      <NativeSelect
        label={t("managers.successor")}
        value={successor}
        onChange={(event) => setSuccessor(event.currentTarget.value)}
        data={[
          { value: "", label: t("managers.nobody") },
          ...successors.map((other) => ({
            value: String(other.id),
            label: t("managers.withClients", { name: nameOf(other), count: other.client_count }),
          })),
        ]}
      />
      {request.error && (
        <Alert color="red" variant="outline" role="alert">
          {errorText(request.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t("users.cancel")}
        </Button>
        <Button color="#b3202c" loading={request.isPending} onClick={() => request.mutate()}>
          {t("managers.dismiss")}
        </Button>
      </Group>
    </Stack>
  );
}
