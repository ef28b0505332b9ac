/** What went wrong, in words, and what to do next. */

import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useRouteError } from "react-router";
import { ApiError } from "./client";
import { readAgain } from "./reading";
import { useTells } from "./told";

const KNOWN = [
  "network",
  "timeout",
  "forbidden",
  "not_found",
  "unavailable",
  "conflict",
  "precondition_failed",
  "too_many_requests",
  "too_many_attempts",
  "wrong_credentials",
  "code_needed",
  "wrong_code",
  "weak_password",
  "password_expired",
  "password_change_needed",
  "second_factor_needed",
  "invalid_request",
  "impossible_features",
  "internal_error",
] as const;
export type ErrorCode = (typeof KNOWN)[number] | "unknown";

const USUAL_PAUSE_SECONDS = 5;
const FINAL: ReadonlySet<ErrorCode> = new Set(["not_found", "forbidden"]);

export function errorCode(error: unknown): ErrorCode {
  if (!(error instanceof ApiError)) return "unknown";
  if (error.isTemporary && error.status !== 0) return "unavailable";
  return KNOWN.find((code) => code === error.code) ?? "unknown";
}

/** Returns what to say of a request to change something: such a one is not repeated by itself. */
export function useChangeFault(): (error: unknown) => { title: string; advice: string } {
  const { t } = useTranslation();
  return (error) => {
    const code = errorCode(error);
    return { title: t(`errors.${code}.title`), advice: changeAdvice(error, code, t) };
  };
}

/** Returns the same in one text, for toasts. */
export function useErrorText(): (error: unknown) => string {
  const faultOf = useChangeFault();
  return (error) => Object.values(faultOf(error)).join(" ");
}

/** Returns what to do after a change that failed. */
export function changeAdvice(error: unknown, code: ErrorCode, t: TFunction): string {
  const { status, retryAfterSeconds, requestId } = asApiError(error);
  // No answer, or none of the service itself: what was asked for may have been done
  if ([0, 502, 504].includes(status)) return t("errors.notConfirmed");
  if (code === "unavailable") return t("errors.notSaved");
  const advice = t(`errors.${code}.advice`, waiting(retryAfterSeconds ?? USUAL_PAUSE_SECONDS));
  const isToReport = code === "internal_error" && requestId !== null;
  return isToReport ? `${advice} ${t("errors.requestId", { requestId })}` : advice;
}

const waiting = (seconds: number) => ({ seconds, minutes: Math.ceil(seconds / 60) });

/** Returns after how long a page reads again by itself; null where only a person may say so. */
export function retrySeconds(error: unknown): number | null {
  const { isTemporary, retryAfterSeconds } = asApiError(error);
  return isTemporary ? (retryAfterSeconds ?? USUAL_PAUSE_SECONDS) : null;
}

function asApiError(error: unknown) {
  return error instanceof ApiError
    ? error
    : { status: NaN, retryAfterSeconds: null, requestId: null, isTemporary: false };
}

interface Props {
  error?: unknown;
  code?: ErrorCode;
  onRetry?: () => void;
  /** The request was to change something: it is repeated when somebody says so, and not before. */
  isChange?: boolean;
}

export function ErrorView({ error, code, onRetry, isChange = false }: Props) {
  const { t } = useTranslation();
  const shown = code ?? errorCode(error);
  const { retryAfterSeconds, requestId } = asApiError(error);
  const client = useQueryClient();
  useTells(!isChange);
  // Who asks again for what is not there, or not for them, gets the same answer
  const retry = FINAL.has(shown) ? undefined : onRetry;
  const readAll = () => {
    retry?.();
    // What else failed with it and is said nowhere
    if (!isChange) void readAgain(client);
  };
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
          <Text>
            {isChange
              ? changeAdvice(error, shown, t)
              : t(`errors.${shown}.advice`, waiting(retryAfterSeconds ?? USUAL_PAUSE_SECONDS))}
          </Text>
        </div>
        {!isChange && requestId && shown === "internal_error" && (
          <Text size="sm" c="dimmed">
            {t("errors.requestId", { requestId })}
          </Text>
        )}
        <Group>
          {retry ? (
            <Retry onRetry={readAll} seconds={isChange ? null : retrySeconds(error)} />
          ) : (
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
export function Retry({ onRetry, seconds }: { onRetry: () => void; seconds: number | null }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(seconds);
  const tick = useEffectEvent(() => {
    const rest = (left ?? seconds ?? 0) - 1;
    if (rest <= 0) onRetry();
    setLeft(rest > 0 ? rest : seconds);
  });
  useEffect(() => {
    if (seconds === null) return;
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [seconds]);
  return (
    <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
      {seconds === null ? t("errors.retry") : t("errors.retryIn", { seconds: left ?? seconds })}
    </Button>
  );
}

/** An error in place of the whole site, the frame included. */
export function ErrorAlone({ children, ...shown }: Props & { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Stack maw={560} mx="auto" mt="10vh" p="md" component="main">
      <Title order={1} size="h2">
        {t("errors.screen")}
      </Title>
      <ErrorView {...shown} />
      {children}
    </Stack>
  );
}

/** The last resort: a page that broke, or one that a new release took away. */
export function ErrorPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <ErrorAlone error={error} onRetry={() => window.location.reload()}>
      <Text size="sm" c="dimmed">
        {t("errors.reload")}
      </Text>
    </ErrorAlone>
  );
}
