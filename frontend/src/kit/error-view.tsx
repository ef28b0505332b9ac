/** What went wrong, in words, and what to do next. */

import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useRouteError } from "react-router";
import { ApiError } from "./client";

const KNOWN = [
  "network",
  "forbidden",
  "not_found",
  "unavailable",
  "conflict",
  "precondition_failed",
  "too_many_attempts",
  "wrong_credentials",
  "invalid_request",
  "impossible_features",
  "internal_error",
] as const;
export type ErrorCode = (typeof KNOWN)[number] | "unknown";

export function errorCode(error: unknown): ErrorCode {
  if (!(error instanceof ApiError)) return "unknown";
  if (error.isTemporary && error.status !== 0) return "unavailable";
  return KNOWN.find((code) => code === error.code) ?? "unknown";
}

/** Returns the sentences for an error, for toasts. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    const code = errorCode(error);
    const seconds = error instanceof ApiError ? (error.retryAfterSeconds ?? 5) : 5;
    return `${t(`errors.${code}.title`)} ${t(`errors.${code}.advice`, { seconds })}`;
  };
}

interface Props {
  error?: unknown;
  code?: ErrorCode;
  onRetry?: () => void;
}

export function ErrorView({ error, code, onRetry }: Props) {
  const { t } = useTranslation();
  const shown = code ?? errorCode(error);
  const seconds = error instanceof ApiError ? (error.retryAfterSeconds ?? 5) : 5;
  const requestId = error instanceof ApiError ? error.requestId : null;
  const repeats = error instanceof ApiError && error.isTemporary;
  return (
    <Alert
      role="group"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      aria-label={t(`errors.${shown}.title`)}
    >
      <Stack gap="xs">
        {/* Without the button, whose seconds would be read out one by one */}
        <div role="alert">
          <Text fw={600}>{t(`errors.${shown}.title`)}</Text>
          <Text>{t(`errors.${shown}.advice`, { seconds })}</Text>
        </div>
        {requestId && shown === "internal_error" && (
          <Text size="sm" c="dimmed">
            {t("errors.requestId", { requestId })}
          </Text>
        )}
        <Group>
          {onRetry && <Retry onRetry={onRetry} seconds={repeats ? seconds : null} />}
          {!onRetry && (
            <Button component={Link} to="/" variant="default">
              {t("errors.home")}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

/** Tries again by itself where that helps, counting down; and at once when pressed. */
function Retry({ onRetry, seconds }: { onRetry: () => void; seconds: number | null }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left === null) return;
    const timer = setTimeout(() => {
      if (left <= 1) onRetry();
      setLeft(left <= 1 ? seconds : left - 1);
    }, 1_000);
    return () => clearTimeout(timer);
  }, [left, seconds, onRetry]);
  return (
    <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
      {left === null ? t("errors.retry") : t("errors.retryIn", { seconds: left })}
    </Button>
  );
}

/** The last resort: a page that broke, or one that a new release took away. */
export function ErrorPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Stack maw={560} mx="auto" mt="10vh" p="md" component="main">
      <Title order={1} size="h2">
        {t("errors.screen")}
      </Title>
      <ErrorView error={error} onRetry={() => window.location.reload()} />
      <Text size="sm" c="dimmed">
        {t("errors.reload")}
      </Text>
    </Stack>
  );
}
