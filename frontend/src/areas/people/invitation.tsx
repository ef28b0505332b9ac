/** The page behind the link of an invitation: a person without a login chooses one. */

import {
  Alert,
  Button,
  Center,
  Group,
  PasswordInput,
  Skeleton,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ApiError, api, body, type Schemas } from "../../kit/client";
import { ErrorView, errorCode, useErrorText } from "../../kit/error-view";
import { showFault, toFirstFault } from "../../kit/form-faults";
import { useFormats } from "../../kit/format";
import { noteArrival } from "../../kit/page";
import { ColourSwitch, LanguageSwitch } from "../../kit/switches";
import { addWords } from "../../kit/translations";
import * as words from "./invitation-words";
import { SHORTEST_PASSWORD } from "./password-form";
import * as staffWords from "./staff-words";

for (const told of [words, staffWords]) addWords(told);

const LOGIN = /^[a-z0-9][a-z0-9._-]{2,63}$/;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export function Component() {
  const { t } = useTranslation();
  const { token = "" } = useParams();
  useEffect(() => {
    document.title = t("invitation.title");
    noteArrival("/invitation");
  }, [t]);
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w="100%" maw={440} gap="md">
        <Group justify="flex-end" gap={4}>
          <LanguageSwitch />
          <ColourSwitch />
        </Group>
        <Title order={1} size="h2">
          {t("invitation.title")}
        </Title>
        {TOKEN.test(token) ? <Invitation token={token} /> : <Ended code="not_found" />}
      </Stack>
    </Center>
  );
}

function Invitation({ token }: { token: string }) {
  const check = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => body(api.POST("/invitations/check", { body: { token } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const accept = useMutation({
    mutationFn: (wish: { login: string; password: string }) =>
      body(api.POST("/invitations/accept", { body: { token, ...wish } })),
  });
  const end = endOf(accept.error) ?? endOf(check.error);
  if (accept.data) return <Made login={accept.data.login} />;
  if (end) return <Ended code={end} />;
  if (check.data) return <Choice invited={check.data} request={accept} />;
  return check.error ? (
    <ErrorView error={check.error} onRetry={check.refetch} />
  ) : (
    <Skeleton h={320} aria-busy />
  );
}

type End = "invitation_used" | "invitation_expired" | "not_found";

/** Returns why a link opens nothing any more, if that is what an error says. */
function endOf(error: Error | null): End | undefined {
  const ends = ["invitation_used", "invitation_expired", "not_found"] as const;
  return error instanceof ApiError ? ends.find((code) => code === error.code) : undefined;
}

function Ended({ code }: { code: End }) {
  const { t } = useTranslation();
  const isUsed = code === "invitation_used";
  const titles = {
    invitation_used: "used",
    invitation_expired: "expired",
    not_found: "gone",
  } as const;
  return (
    <>
      <Alert color="yellow" variant="outline" role="alert" title={t(`invitation.${titles[code]}`)}>
        {t(isUsed ? "invitation.usedAdvice" : "invitation.newLinkAdvice")}
      </Alert>
      <Button component={Link} to="/login" variant={isUsed ? "filled" : "default"}>
        {t("invitation.toLogin")}
      </Button>
    </>
  );
}

function Made({ login }: { login: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert color="teal" variant="outline" role="status" title={t("invitation.made")}>
        {t("invitation.madeAdvice", { login })}
      </Alert>
      <Button component={Link} to={`/login?login=${encodeURIComponent(login)}`} data-autofocus>
        {t("invitation.toLogin")}
      </Button>
    </>
  );
}

interface ChoiceProps {
  invited: Schemas["LinkResponse"];
  request: {
    mutate: (
      wish: { login: string; password: string },
      options: { onError: (error: Error) => void },
    ) => void;
    error: Error | null;
    isPending: boolean;
  };
}

function Choice({ invited, request }: ChoiceProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const errorText = useErrorText();
  const form = useForm({
    initialValues: { login: invited.login, password: "", again: "" },
    validate: {
      login: (value) => (LOGIN.test(value.trim()) ? null : t("userPage.loginRule")),
      password: (value) =>
        value.length < SHORTEST_PASSWORD
          ? t("account.tooShort", { count: SHORTEST_PASSWORD })
          : null,
      again: (value, values) => (value === values.password ? null : t("account.different")),
    },
  });
  const onError = (error: Error) => {
    if (isTaken(error)) showFault(form, "login", t("invitation.taken"));
    if (errorCode(error) === "weak_password") showFault(form, "password", t("invitation.weak"));
  };
  const isAtField = isTaken(request.error) || errorCode(request.error) === "weak_password";
  const toggle = { "aria-label": t("login.show") };
  return (
    <form
      onSubmit={form.onSubmit(
        ({ login, password }) => request.mutate({ login: login.trim(), password }, { onError }),
        toFirstFault(form),
      )}
      noValidate
    >
      <Stack>
        <Text>{t("invitation.welcome", { name: invited.first_name })}</Text>
        <TextInput
          label={t("invitation.login")}
          description={t("invitation.loginAdvice")}
          autoComplete="username"
          autoCapitalize="none"
          maxLength={64}
          required
          {...form.getInputProps("login")}
        />
        <PasswordInput
          label={t("invitation.password")}
          description={t("account.rule", { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          maxLength={200}
          required
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps("password")}
        />
        <PasswordInput
          label={t("invitation.again")}
          autoComplete="new-password"
          maxLength={200}
          required
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps("again")}
        />
        <div role="status" aria-live="polite">
          {request.error && !isAtField && (
            <Alert color="red" variant="outline">
              {errorText(request.error)}
            </Alert>
          )}
        </div>
        <Button type="submit" loading={request.isPending}>
          {t("invitation.submit")}
        </Button>
        <Text size="sm" c="dimmed">
          {t("invitation.until", { until: formats.moment(invited.expires_at) })}
        </Text>
      </Stack>
    </form>
  );
}

function isTaken(error: Error | null): boolean {
  return error instanceof ApiError && error.code === "taken";
}
