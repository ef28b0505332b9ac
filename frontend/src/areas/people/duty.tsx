/** What has to be done before anything else: the pages wait behind it. */

import { Text } from "@mantine/core";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Page, Section } from "../../kit/page";
import { useUser } from "./session";

// Most people never see them, and the first load is to be light
const PasswordForm = lazy(async () => ({
  default: (await import("./password-form")).PasswordForm,
}));
const SecondFactor = lazy(async () => ({
  default: (await import("./second-factor")).SecondFactor,
}));

export function DutyFirst({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { must } = useUser();
  if (!must) return children;
  return (
    <Page title={t(`duty.${must}`)} width={560}>
      <Text>{t(`duty.${must}_advice`)}</Text>
      <Section title={t(must === "change_password" ? "account.password" : "factor.title")}>
        <Suspense>{must === "change_password" ? <PasswordForm /> : <SecondFactor />}</Suspense>
      </Section>
    </Page>
  );
}
