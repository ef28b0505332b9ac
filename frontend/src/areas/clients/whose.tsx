/** Which client a card shows, whose that client is, and the way back to the list. */

import { Anchor, Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { managerQuery } from "../people/queries";
import { useListMemory } from "./list-memory";
import type { Client } from "./queries";

export function Whose({ client, mayEdit }: { client: Client; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { search } = useListMemory().memory;
  return (
    <Group gap="md">
      <Anchor component={Link} to={{ pathname: "/clients", search }} className="no-print">
        {t("clients.back")}
      </Anchor>
      <Text c="dimmed">{t("clients.number", { id: client.id })}</Text>
      <ManagerOf client={client} />
      {!mayEdit && (
        <Text c="dimmed" className="no-print">
          {t("clients.readOnly")}
        </Text>
      )}
    </Group>
  );
}

function ManagerOf({ client: { manager_id } }: { client: Client }) {
  const { t } = useTranslation();
  const { data: manager, error } = useQuery({
    ...managerQuery(manager_id ?? 0),
    enabled: manager_id !== null,
  });
  const told = manager && `${manager.last_name} ${manager.first_name}`;
  const name = manager_id === null ? t("clients.nobody") : (told ?? (error && `${manager_id}`));
  if (!name) return <Skeleton w={180} h={20} aria-busy />;
  return <Text c="dimmed">{t("clients.managerIs", { name })}</Text>;
}
