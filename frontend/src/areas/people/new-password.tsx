/** A password that the service made: to be handed on now, for it is not kept. */

import { Button, Code, CopyButton, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { NewPassword } from "./queries";
import { addWords } from "../../kit/translations";
import * as words from "./staff-words";

addWords(words);

export function ShownOnce({ made }: { made: NewPassword }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const until = made.user.one_time_until ? formats.moment(made.user.one_time_until) : "–";
  return (
    <Stack>
      <Text>{t("userPage.shownOnce", { login: made.user.login, until })}</Text>
      <Code block fz="lg" aria-label={t("userPage.password")}>
        {made.password}
      </Code>
      <CopyButton value={made.password}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? t("userPage.copied") : t("userPage.copy")}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}
