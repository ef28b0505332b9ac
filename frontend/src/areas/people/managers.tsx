/** The managers, how many clients each has, and dismissing one. */

import { Button, Modal, Paper, Skeleton, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { Dismissal, nameOf } from "./dismissal";
import { type Manager, managersQuery } from "./queries";
import { addWords } from "../../kit/translations";
import * as words from "./staff-words";

addWords(words);

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
            cards
            columns={[
              { label: t("userPage.name") },
              { label: t("managerPage.clients"), numeric: true },
              { label: t("userPage.actions"), silent: true },
            ]}
            empty={data.length === 0 && t("managerPage.none")}
          >
            {data.map((manager) => (
              <Table.Tr key={manager.id}>
                <RowName>{nameOf(manager)}</RowName>
                <Table.Td className="number" data-label={t("managerPage.clients")}>
                  {manager.client_count}
                </Table.Td>
                <Table.Td className="number">
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={t("managerPage.dismissOf", { name: nameOf(manager) })}
                    onClick={() => setLeaving(manager)}
                  >
                    {t("managerPage.dismiss")}
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
        title={t("managerPage.dismiss")}
        closeButtonProps={{ "aria-label": t("userPage.close") }}
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
