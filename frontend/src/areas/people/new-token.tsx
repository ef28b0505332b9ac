/** A new token: made here, shown once. */

import {
  Alert,
  Button,
  Checkbox,
  Code,
  CopyButton,
  NativeSelect,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { toFirstFault } from "../../kit/form-faults";
import { useUnsaved } from "../../kit/unsaved";
import { type NewToken, type Scope, tokensQuery } from "./token-queries";

const SCOPES = [
  "scores:write",
  "scores:read",
  "clients:read",
  "applications:write",
  "applications:read",
  "imports:write",
] as const satisfies Scope[];
const DAYS = ["30", "90", "180", "366"];

interface Wanted {
  name: string;
  scopes: Scope[];
  days: string;
}

export function MakeToken({ onMade }: { onMade: (made: NewToken) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const form = useForm<Wanted>({
    initialValues: { name: "", scopes: [], days: "90" },
    validate: {
      name: (value) => (value.trim() ? null : t("token.nameNeeded")),
      scopes: (value) => (value.length ? null : t("token.scopesNeeded")),
    },
  });
  const request = useMutation({
    mutationFn: ({ name, scopes, days }: Wanted) =>
      body(api.POST("/api-tokens", { body: { name, scopes, expires_in_days: Number(days) } })),
    onSuccess: (made) => {
      client.invalidateQueries({ queryKey: tokensQuery.queryKey });
      onMade(made);
    },
  });
  useUnsaved(form.isDirty() && !request.isSuccess);
  return (
    <form
      onSubmit={form.onSubmit((values) => request.mutate(values), toFirstFault(form))}
      noValidate
    >
      <Stack>
        <TextInput
          label={t("token.name")}
          description={t("token.nameHint")}
          maxLength={100}
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Checkbox.Group label={t("token.scopes")} required {...form.getInputProps("scopes")}>
          <Stack gap="xs" mt="xs">
            {SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={t(`token.scope.${scope}`, { nsSeparator: false })}
                description={scope}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          label={t("token.days")}
          data={DAYS.map((value) => ({
            value,
            label: t("token.daysOf", { count: Number(value) }),
          }))}
          {...form.getInputProps("days")}
        />
        <div role="status" aria-live="polite">
          {request.error && (
            <Alert color="red" variant="outline">
              {errorText(request.error)}
            </Alert>
          )}
        </div>
        <Button type="submit" loading={request.isPending}>
          {t("token.make")}
        </Button>
      </Stack>
    </form>
  );
}

export function TokenShownOnce({ made }: { made: NewToken }) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Text>{t("token.shownOnce", { name: made.details.name })}</Text>
      <Code
        block
        aria-label={t("token.token")}
        style={{ wordBreak: "break-all", whiteSpace: "normal" }}
      >
        {made.token}
      </Code>
      <CopyButton value={made.token}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? t("token.copied") : t("token.copy")}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}
