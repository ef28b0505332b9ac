/** What has to be done before anything else: the pages wait behind it. */

import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page, Section } from "../../kit/page";
import { PasswordForm } from "./password-form";
import { SecondFactor } from "./second-factor";
import { useUser } from "./session";

export function DutyFirst({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { must } = useUser();
  if (!must) return children;
  return (
    <Page title={t(`duty.${must}`)} width={560}>
      <Text>{t(`duty.${must}_advice`)}</Text>
      <Section title={t(must === "change_password" ? "account.password" : "factor.title")}>
        {must === "change_password" ? <PasswordForm /> : <SecondFactor />}
      </Section>
    </Page>
  );
}
