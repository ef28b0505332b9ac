/** Setting up an authenticator app: prove the password, scan, type a code, keep the recovery codes. */

import { Button, Code, CopyButton, List, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body, type Schemas } from "../../kit/client";
import { errorCode, useErrorText } from "../../kit/error-view";
import { CodeField } from "./code-field";
import { QrCode } from "./qr-code";
import { meQuery, useUser } from "./session";
import { addWords } from "../../kit/translations";
import * as words from "./factor-words";
import * as staffWords from "./staff-words";

for (const told of [words, staffWords]) addWords(told);

export function SecondFactor() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const user = useUser();
  const [secret, setSecret] = useState<Schemas["SecondFactorSecret"] | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const finish = () => {
    setCodes(null);
    client.invalidateQueries({ queryKey: ["sessions"] });
    client.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  if (codes) return <RecoveryCodes codes={codes} onKept={finish} />;
  if (user.has_second_factor) return <Text>{t("factorSetUp.inForce")}</Text>;
  return secret ? (
    <Confirmation secret={secret} onConfirmed={setCodes} />
  ) : (
    <Beginning onBegun={setSecret} />
  );
}

function Beginning({ onBegun }: { onBegun: (secret: Schemas["SecondFactorSecret"]) => void }) {
  const { t } = useTranslation();
  const fieldError = useFieldError("wrong_credentials", t("account.wrongOld"));
  const request = useMutation({
    mutationFn: (password: string) => body(api.POST("/auth/second-factor", { body: { password } })),
    onSuccess: onBegun,
  });
  return (
    <form onSubmit={onTyped("password", request.mutate)}>
      <Stack>
        <Text>{t("factorSetUp.advice")}</Text>
        <PasswordInput
          name="password"
          label={t("factorSetUp.password")}
          autoComplete="current-password"
          required
          maxLength={200}
          error={fieldError(request.error)}
          visibilityToggleButtonProps={{ "aria-label": t("login.show") }}
        />
        <Button type="submit" loading={request.isPending}>
          {t("factorSetUp.begin")}
        </Button>
      </Stack>
    </form>
  );
}

interface ConfirmationProps {
  secret: Schemas["SecondFactorSecret"];
  onConfirmed: (codes: string[]) => void;
}

function Confirmation({ secret, onConfirmed }: ConfirmationProps) {
  const { t } = useTranslation();
  const fieldError = useFieldError("wrong_code", t("factorSetUp.wrongCode"));
  const request = useMutation({
    mutationFn: (code: string) => body(api.POST("/auth/second-factor/confirm", { body: { code } })),
    onSuccess: ({ codes }) => onConfirmed(codes),
  });
  return (
    <form onSubmit={onTyped("code", request.mutate)}>
      <Stack>
        <Text>{t("factorSetUp.scan")}</Text>
        <QrCode content={secret.uri} label={t("factorSetUp.qr")} />
        <Text size="sm">{t("factorSetUp.typeIn")}</Text>
        <Code block aria-label={t("factorSetUp.secret")}>
          {secret.secret}
        </Code>
        <CodeField error={fieldError(request.error)} />
        <Button type="submit" loading={request.isPending}>
          {t("factorSetUp.confirm")}
        </Button>
      </Stack>
    </form>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack role="status">
      <Text>{t("factorSetUp.recovery")}</Text>
      <List listStyleType="none" aria-label={t("factorSetUp.recoveryCodes")}>
        {codes.map((code) => (
          <List.Item key={code}>
            <Code fz="md">{code}</Code>
          </List.Item>
        ))}
      </List>
      <CopyButton value={codes.join("\n")}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? t("userPage.copied") : t("userPage.copy")}
          </Button>
        )}
      </CopyButton>
      <Button onClick={onKept}>{t("factorSetUp.kept")}</Button>
    </Stack>
  );
}

/** Hands over what was typed into one field, read from the field: password managers send no event. */
function onTyped(name: string, use: (typed: string) => void) {
  return (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    use(String(new FormData(event.currentTarget).get(name)));
  };
}

function useFieldError(code: string, said: string): (error: Error | null) => string | undefined {
  const errorText = useErrorText();
  return (error) => {
    if (!error) return undefined;
    return errorCode(error) === code ? said : errorText(error);
  };
}
