/** A password that the service made: to be handed on now, for it is not kept. */

import { Button, Code, CopyButton, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { NewPassword } from "./queries";

export function ShownOnce({ made }: { made: NewPassword }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const until = made.user.one_time_until ? formats.moment(made.user.one_time_until) : "–";
  return (
    <Stack>
      <Text>{t("users.shownOnce", { login: made.user.login, until })}</Text>
      <Code block fz="lg" aria-label={t("users.password")}>
        {made.password}
      </Code>
      <CopyButton value={made.password}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? t("users.copied") : t("users.copy")}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}
