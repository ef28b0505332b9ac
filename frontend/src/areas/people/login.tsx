/** The way in: for who has no session yet, or no longer. */

import { Alert, Center, Group, Stack, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate } from "react-router";
import { useAddress } from "../../kit/address";
import { noteArrival } from "../../kit/page";
import { ColourSwitch, LanguageSwitch } from "../../kit/switches";
import { DemoLogins } from "./demo-logins";
import { LoginForm, useLogin } from "./login-form";
import type { Role } from "./roles";
import { beginSession, meQuery } from "./session";

interface Props {
  /** Returns where a role begins that was on its way to a page. */
  goalOf: (role: Role, next: string | null) => string;
}

export function Login({ goalOf }: Props) {
  const { t } = useTranslation();
  const [parameters] = useAddress();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: me } = useQuery({
    ...meQuery,
    enabled: client.getQueryData(meQuery.queryKey) !== null,
  });
  const next = parameters.get("next");
  const request = useLogin((user) => {
    beginSession(client, user);
    navigate(goalOf(user.role, next), { replace: true });
  });
  useEffect(() => {
    document.title = t("login.title");
    noteArrival("/login");
  }, [t]);
  if (me) return <Navigate to={goalOf(me.role, next)} replace />;
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w="100%" maw={400} gap="md">
        <Group justify="flex-end" gap={4}>
          <LanguageSwitch />
          <ColourSwitch />
        </Group>
        <Title order={1} size="h2">
          {t("login.title")}
        </Title>
        {next && !request.error && (
          <Alert color="indigo" variant="outline" role="status">
            {t("login.first")}
          </Alert>
        )}
        <LoginForm request={request} login={parameters.get("login") ?? ""} />
        <DemoLogins onChoose={request.mutate} disabled={request.isPending} />
      </Stack>
    </Center>
  );
}
