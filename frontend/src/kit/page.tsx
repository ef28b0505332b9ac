/** A page's title, in the document and on the screen. */

import { Group, Paper, Stack, Title } from "@mantine/core";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
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

/** The address whose heading was told last; none before the site's first page. */
let arrivedAt: string | null = null;

/** Says that a page without `Page` was reached: what comes after it is a navigation. */
export function noteArrival(pathname: string): void {
  arrivedAt = pathname;
}

/**
 * Gives the focus to the heading after a navigation, so that readers hear where they are and the
 * keyboard goes on from the top. In the layout's effect: what a page wants to focus itself comes
 * after it.
 */
function useArrival(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useLayoutEffect(() => {
    const isFirst = arrivedAt === null;
    // A skeleton's heading that had the focus gives way to the page's own
    const isLost = document.activeElement === document.body;
    if (!isFirst && (arrivedAt !== pathname || isLost)) {
      heading.current?.focus({ preventScroll: true });
    }
    noteArrival(pathname);
  }, [pathname]);
  return heading;
}

interface Props {
  title: string;
  actions?: ReactNode;
  width?: number;
  children: ReactNode;
}

export function Page({ title, actions, width = 1400, children }: Props) {
  const { t } = useTranslation();
  const heading = useArrival();
  useEffect(() => {
    document.title = `${title} · ${t("shell.title")}`;
  }, [title, t]);
  return (
    <Stack maw={width} mx="auto" gap="md">
      <Group justify="space-between" align="center">
        <Title order={1} size="h2" ref={heading} tabIndex={-1}>
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
