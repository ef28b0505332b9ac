/** The own password. */

import { Alert, Button, Paper, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { Page } from "../../kit/page";

const SHORTEST_PASSWORD = 12;

export function Component() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const form = useForm({
    initialValues: { old_password: "", new_password: "", again: "" },
    validate: {
      new_password: (value) =>
        value.length < SHORTEST_PASSWORD
          ? t("account.tooShort", { count: SHORTEST_PASSWORD })
          : null,
      again: (value, values) => (value === values.new_password ? null : t("account.different")),
    },
  });
  const request = useMutation({
    mutationFn: ({ old_password, new_password }: typeof form.values) =>
      body(api.PUT("/auth/password", { body: { old_password, new_password } })),
    onSuccess: () => form.reset(),
  });
  const toggle = { "aria-label": t("login.show") };
  return (
    <Page title={t("account.title")} width={480}>
      <Paper
        withBorder
        p="lg"
        component="form"
        onSubmit={form.onSubmit((values) => request.mutate(values))}
      >
        <Stack>
          <PasswordInput
            label={t("account.old")}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps("old_password")}
          />
          <PasswordInput
            label={t("account.new")}
            description={t("account.rule", { count: SHORTEST_PASSWORD })}
            autoComplete="new-password"
            required
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps("new_password")}
          />
          <PasswordInput
            label={t("account.again")}
            autoComplete="new-password"
            required
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps("again")}
          />
          <div role="status" aria-live="polite">
            {request.isSuccess && <Text>{t("account.changed")}</Text>}
            {request.error && (
              <Alert color="red" variant="outline">
                {errorText(request.error)}
              </Alert>
            )}
          </div>
          <Button type="submit" loading={request.isPending}>
            {t("account.submit")}
          </Button>
        </Stack>
      </Paper>
    </Page>
  );
}
