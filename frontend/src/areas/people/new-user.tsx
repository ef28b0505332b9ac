/** A new member of staff. */

import { Alert, Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError, api, body, type Schemas } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { showFault, toFirstFault } from "../../kit/form-faults";
import { useUnsaved } from "../../kit/unsaved";
import type { NewPassword } from "./queries";
import { STAFF } from "./roles";

export function MakeUser({ onMade }: { onMade: (made: NewPassword) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const form = useForm<Schemas["UserRequest"]>({
    initialValues: { login: "", first_name: "", last_name: "", role: "manager" },
    validateInputOnBlur: true,
    validate: {
      login: (value) =>
        /^[a-z0-9][a-z0-9._-]{2,63}$/.test(value) ? null : t("userPage.loginRule"),
      first_name: (value) => (value.trim() ? null : t("userPage.required")),
      last_name: (value) => (value.trim() ? null : t("userPage.required")),
    },
  });
  const request = useMutation({
    mutationFn: (user: Schemas["UserRequest"]) => body(api.POST("/users", { body: user })),
    onSuccess: (made) => {
      client.invalidateQueries({ queryKey: ["users"] });
      client.invalidateQueries({ queryKey: ["managers"] });
      onMade(made);
    },
    onError: (error) => {
      // Nothing else of a new user can be in conflict
      if (isTaken(error)) showFault(form, "login", t("userPage.loginTaken"));
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
          label={t("userPage.lastName")}
          maxLength={100}
          required
          data-autofocus
          {...form.getInputProps("last_name")}
        />
        <TextInput
          label={t("userPage.firstName")}
          maxLength={100}
          required
          {...form.getInputProps("first_name")}
        />
        <TextInput
          label={t("login.login")}
          description={t("userPage.loginRule")}
          autoCapitalize="none"
          maxLength={64}
          required
          {...form.getInputProps("login")}
        />
        <NativeSelect
          label={t("userPage.role")}
          data={STAFF.map((value) => ({ value, label: t(`roles.${value}`) }))}
          {...form.getInputProps("role")}
        />
        <div role="status" aria-live="polite">
          {request.error && !isTaken(request.error) && (
            <Alert color="red" variant="outline">
              {errorText(request.error)}
            </Alert>
          )}
        </div>
        <Button type="submit" loading={request.isPending}>
          {t("userPage.make")}
        </Button>
      </Stack>
    </form>
  );
}

function isTaken(error: Error): boolean {
  return error instanceof ApiError && error.status === 409;
}
