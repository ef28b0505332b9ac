/** Logging in as one of the demo's people, with one press. */

import { Button, Group, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Credentials } from "./session";

interface DemoLogin extends Credentials {
  role: "client" | "manager" | "underwriter" | "analyst" | "admin";
}

/** Only a stack that holds demo data has logins in its demo.json. */
export function DemoLogins(props: { onChoose: (demo: Credentials) => void; disabled: boolean }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ["demo"],
    queryFn: async (): Promise<DemoLogin[]> => {
      const response = await fetch("/demo.json");
      return response.ok ? response.json() : [];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data?.length) return null;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="demo">
      <Text id="demo" fw={600} mb="xs">
        {t("login.demo")}
      </Text>
      <Group gap="xs">
        {data.map(({ role, login, password }) => (
          <Button
            key={login}
            variant="default"
            size="xs"
            disabled={props.disabled}
            onClick={() => props.onChoose({ login, password })}
          >
            {t(`roles.${role}`)}
          </Button>
        ))}
      </Group>
    </Paper>
  );
}
