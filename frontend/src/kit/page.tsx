/** A page's title, in the document and on the screen. */

import { Group, Paper, Stack, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type ErrorCode, ErrorView } from "./error-view";

/** A whole page that is an error: not there, or not for this role. */
export function ErrorScreen({ code }: { code: ErrorCode }) {
  const { t } = useTranslation();
  return (
    <Page title={t("errors.screen")} width={720}>
      <ErrorView code={code} />
    </Page>
  );
}

interface Props {
  title: string;
  actions?: ReactNode;
  width?: number;
  children: ReactNode;
}

export function Page({ title, actions, width = 1400, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t("shell.title")}`;
  }, [title, t]);
  return (
    <Stack maw={width} mx="auto" gap="md">
      <Group justify="space-between" align="center">
        <Title order={1} size="h2">
          {title}
        </Title>
        {actions && (
          <Group gap="xs" className="no-print">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  );
}

/** A framed part of a page with its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" h="100%">
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      <Stack gap="sm">{children}</Stack>
    </Paper>
  );
}
