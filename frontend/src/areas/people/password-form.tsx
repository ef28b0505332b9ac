/** Changing the own password; what is wrong is said at the field where it is mended. */

import { Alert, Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { errorCode, useErrorText } from "../../kit/error-view";
import { showFault, toFirstFault } from "../../kit/form-faults";
import { meQuery } from "./session";

export const SHORTEST_PASSWORD = 12;

export function PasswordForm() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const form = useForm({
    initialValues: { old_password: "", new_password: "", again: "" },
    validate: {
      new_password: (value, values) => {
        if (value.length < SHORTEST_PASSWORD)
          return t("account.tooShort", { count: SHORTEST_PASSWORD });
        return value === values.old_password ? t("account.same") : null;
      },
      again: (value, values) => (value === values.new_password ? null : t("account.different")),
    },
  });
  const request = useMutation({
    mutationFn: ({ old_password, new_password }: typeof form.values) =>
      body(api.PUT("/auth/password", { body: { old_password, new_password } })),
    onSuccess: () => {
      form.reset();
      client.invalidateQueries({ queryKey: ["sessions"] });
      return client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
    onError: (error) => {
      const code = errorCode(error);
      if (code === "wrong_credentials") showFault(form, "old_password", t("account.wrongOld"));
      if (code === "weak_password") showFault(form, "new_password", t("account.weak"));
    },
  });
  const isAtField = ["wrong_credentials", "weak_password"].includes(errorCode(request.error));
  const toggle = { "aria-label": t("login.show") };
  return (
    <form onSubmit={form.onSubmit((values) => request.mutate(values), toFirstFault(form))}>
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
          {request.error && !isAtField && (
            <Alert color="red" variant="outline">
              {errorText(request.error)}
            </Alert>
          )}
        </div>
        <Button type="submit" loading={request.isPending}>
          {t("account.submit")}
        </Button>
      </Stack>
    </form>
  );
}
