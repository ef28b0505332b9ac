/** Login and password, and in words why they did not work. */

import {
  Alert,
  Button,
  Paper,
  PasswordInput,
  Stack,
  TextInput,
  VisuallyHidden,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, api, body } from "../../kit/client";
import { errorCode, useChangeFault } from "../../kit/error-view";
import { CodeField } from "./code-field";
import type { Credentials, Me } from "./session";

/** Asks for a session; what it begins is for the caller to say. */
export function useLogin(onBegun: (user: Me) => void) {
  return useMutation({
    mutationFn: (credentials: Credentials) => body(api.POST("/auth/login", { body: credentials })),
    onSuccess: onBegun,
  });
}

interface Props {
  request: ReturnType<typeof useLogin>;
  /** Who is expected. */
  login?: string;
}

export function LoginForm({ request, login = "" }: Props) {
  const { t } = useTranslation();
  const blockedSeconds = useSecondsUntil(
    request.error instanceof ApiError ? request.error.retryAt : 0,
  );
  // Once asked for, the field stays while the next answer is waited for
  const [wantsCode, setWantsCode] = useState(false);
  const code = errorCode(request.error);
  if (!wantsCode && (code === "code_needed" || code === "wrong_code")) setWantsCode(true);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The fields themselves are read: some password managers fill them in without an event
    const typed = new FormData(event.currentTarget);
    const code = typed.get("code");
    request.mutate({
      login: String(typed.get("login")).trim(),
      password: String(typed.get("password")),
      ...(code && { code: String(code).trim() }),
    });
  };
  return (
    <Stack>
      {!navigator.cookieEnabled && (
        <Alert color="red" variant="outline" role="alert" title={t("login.noCookies")}>
          {t("login.noCookiesAdvice")}
        </Alert>
      )}
      <Paper
        withBorder
        p="lg"
        component="form"
        method="post"
        onSubmit={submit}
        aria-label={t("login.title")}
      >
        <Stack>
          <TextInput
            name="login"
            label={t("login.login")}
            autoComplete="username"
            autoCapitalize="none"
            required
            // eslint-disable-next-line jsx-a11y/no-autofocus -- what shows it has no other purpose
            autoFocus={login === ""}
            maxLength={200}
            defaultValue={login}
          />
          <PasswordInput
            name="password"
            label={t("login.password")}
            autoComplete="current-password"
            required
            data-autofocus={login !== "" || undefined}
            maxLength={200}
            visibilityToggleButtonProps={{ "aria-label": t("login.show") }}
          />
          {wantsCode && <CodeField description={t("factor.codeOrRecovery")} />}
          {request.error && code !== "code_needed" && (
            <LoginFault error={request.error} seconds={blockedSeconds} />
          )}
          <Button type="submit" loading={request.isPending} disabled={blockedSeconds > 0}>
            {t("login.submit")}
          </Button>
        </Stack>
      </Paper>
    </Stack>
  );
}

function LoginFault({ error, seconds }: { error: Error; seconds: number }) {
  const { t } = useTranslation();
  const faultOf = useChangeFault();
  const code = errorCode(error);
  if (code === "too_many_attempts") return <Slowed seconds={seconds} />;
  const { title, advice } = {
    ...faultOf(error),
    ...(code === "unavailable" && { advice: t("login.notNow") }),
    ...(code === "forbidden" && { title: t("login.closed"), advice: t("login.closedAdvice") }),
  };
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
