/** The own account: password, authenticator app, and where one is logged in. */

import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Page, Section } from "../../kit/page";
import { OwnSessions } from "./own-sessions";
import { PasswordForm } from "./password-form";
import { isStaff } from "./roles";
import { SecondFactor } from "./second-factor";
import { useUser } from "./session";

export function Component() {
  const { t } = useTranslation();
  const user = useUser();
  return (
    <Page title={t("account.title")} width={560}>
      <Stack>
        <Section title={t("account.password")}>
          <PasswordForm />
        </Section>
        {isStaff(user.role) && (
          <Section title={t("factor.title")}>
            <SecondFactor />
          </Section>
        )}
        <Section title={t("sessions.title")}>
          <OwnSessions />
        </Section>
      </Stack>
    </Page>
  );
}
