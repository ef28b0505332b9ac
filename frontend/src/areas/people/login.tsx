import {
  Alert,
  Button,
  Center,
  Group,
  Paper,
  PasswordInput,
  Stack,
  TextInput,
  Title,
  VisuallyHidden,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { ApiError, api, body } from "../../kit/client";
import { errorCode } from "../../kit/error-view";
import { noteArrival } from "../../kit/page";
import { ColourSwitch, LanguageSwitch } from "../../kit/switches";
import { DemoLogins } from "./demo-logins";
import type { Role } from "./roles";
import { beginSession, type Credentials, type Me, meQuery } from "./session";

export function Login({ homeOf }: { homeOf: (role: Role) => string }) {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const { data: me } = useQuery({
    ...meQuery,
    enabled: client.getQueryData(meQuery.queryKey) !== null,
  });
  const next = parameters.get("next");
  const goalOf = (user: Me) => (isOfThisSite(next) ? next : homeOf(user.role));
  const request = useMutation({
    mutationFn: (credentials: Credentials) => body(api.POST("/auth/login", { body: credentials })),
    onSuccess: (user) => {
      beginSession(client, user);
      navigate(goalOf(user), { replace: true });
    },
  });
  const blockedSeconds = useSecondsUntil(
    request.error instanceof ApiError ? request.error.retryAt : 0,
  );
  useEffect(() => {
    document.title = t("login.title");
    noteArrival("/login");
  }, [t]);
  if (me) return <Navigate to={goalOf(me)} replace />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    request.mutate({ login: login.trim(), password });
  };
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
        <Paper withBorder p="lg" component="form" onSubmit={submit} aria-label={t("login.title")}>
          <Stack>
            <TextInput
              label={t("login.login")}
              autoComplete="username"
              autoCapitalize="none"
              required
              // eslint-disable-next-line jsx-a11y/no-autofocus -- the page has no other purpose
              autoFocus
              maxLength={200}
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
            />
            <PasswordInput
              label={t("login.password")}
              autoComplete="current-password"
              required
              maxLength={200}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              visibilityToggleButtonProps={{ "aria-label": t("login.show") }}
            />
            {request.error && <LoginFault error={request.error} seconds={blockedSeconds} />}
            <Button type="submit" loading={request.isPending} disabled={blockedSeconds > 0}>
              {t("login.submit")}
            </Button>
          </Stack>
        </Paper>
        <DemoLogins onChoose={request.mutate} disabled={request.isPending} />
      </Stack>
    </Center>
  );
}

/** A page of this site only: what stands in the address is not to be trusted further. */
function isOfThisSite(next: string | null): next is string {
  return next !== null && next.startsWith("/") && !next.startsWith("//");
}

function LoginFault({ error, seconds }: { error: Error; seconds: number }) {
  const { t } = useTranslation();
  const code = errorCode(error);
  if (code === "too_many_attempts") return <Slowed seconds={seconds} />;
  const title = code === "forbidden" ? t("login.closed") : t(`errors.${code}.title`);
  const advice =
    code === "forbidden" ? t("login.closedAdvice") : t(`errors.${code}.advice`, { seconds: 5 });
  return (
    <Alert color="red" variant="outline" role="alert" title={title}>
      {advice}
    </Alert>
  );
}

/** The seconds are for the eye: a reader hears that one has to wait, and then that one need not. */
function Slowed({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" variant="outline" role="group" title={t("login.slowed")}>
      {seconds > 0 && t("login.wait", { count: seconds })}
      <div role="alert">{seconds === 0 && t("login.tryNow")}</div>
      <VisuallyHidden role="alert">{seconds > 0 && t("login.slowed")}</VisuallyHidden>
    </Alert>
  );
}

/** Returns the whole seconds left until a moment (milliseconds since the epoch). */
function useSecondsUntil(moment: number): number {
  return useSyncExternalStore(tick, () => Math.max(0, Math.ceil((moment - Date.now()) / 1_000)));
}

function tick(onTick: () => void): () => void {
  const timer = setInterval(onTick, 250);
  return () => clearInterval(timer);
}
