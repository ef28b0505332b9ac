/** Where the code of an authenticator app is typed in. */

import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The code of an app; recovery codes are longer and have letters. */
export function CodeField({ error, description }: { error?: string; description?: string }) {
  const { t } = useTranslation();
  return (
    <TextInput
      name="code"
      label={t("factor.code")}
      description={description}
      autoComplete="one-time-code"
      autoCapitalize="none"
      required
      // eslint-disable-next-line jsx-a11y/no-autofocus -- it appears where typing goes on
      autoFocus
      pattern="[0-9A-Za-z \-]{6,40}"
      title={t("factor.codeRule")}
      maxLength={40}
      error={error}
    />
  );
}
