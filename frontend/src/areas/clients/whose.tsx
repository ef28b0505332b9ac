/** Which client a card shows, whose that client is, and the way back to the list. */

import { Anchor, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { managerQuery } from "../people/queries";
import type { Client } from "./queries";

export function Whose({ client, mayEdit }: { client: Client; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { data: manager } = useQuery({
    ...managerQuery(client.manager_id ?? 0),
    enabled: client.manager_id !== null,
  });
  const name = manager ? `${manager.last_name} ${manager.first_name}` : t("clients.nobody");
  return (
    <Group gap="md">
      <Anchor component={Link} to="/clients" className="no-print">
        {t("clients.back")}
      </Anchor>
      <Text c="dimmed">{t("clients.number", { id: client.id })}</Text>
      <Text c="dimmed">{t("clients.managerIs", { name })}</Text>
      {!mayEdit && (
        <Text c="dimmed" className="no-print">
          {t("clients.readOnly")}
        </Text>
      )}
    </Group>
  );
}
