/** A month of payments: its figures, the credits that stand out, and who signed for it. */

import { Alert, Anchor, Button, Group, Skeleton, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { api, body } from "../../kit/client";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import { ErrorScreen, Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { useUser } from "../people/session";
import { ClosingBadge } from "./closing-badge";
import { Credits } from "./credit-lists";
import { Figures } from "./figures";
import { firstDay } from "./model";
import { type MonthDetail, monthQuery, monthsQuery } from "./queries";
import { Signatures } from "./signatures";
import { SigningActions } from "./signing";
import * as words from "./words";

addWords(words);

export function Component() {
  const { month } = useParams();
  const day = firstDay(month);
  return day && month ? <Month month={month} day={day} /> : <ErrorScreen code="not_found" />;
}

function Month({ month, day }: { month: string; day: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(monthQuery(month));
  return (
    <Page
      title={t("coverage.of", { month: formats.month(day) })}
      width={1100}
      actions={data && <SigningActions detail={data} month={month} />}
    >
      <Group>
        <Anchor component={Link} to="/payments">
          {t("coverage.back")}
        </Anchor>
        {data && <ClosingBadge closing={data.coverage.closing} />}
      </Group>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={400} />}
      {data && (
        <>
          <State detail={data} month={month} />
          <Figures coverage={data.coverage} />
          <Signatures detail={data} />
          <Credits month={month} />
        </>
      )}
    </Page>
  );
}

/** Whether the figures are those of now, and what stands in the way of a signature. */
function State({ detail: { coverage, hindrance }, month }: { detail: MonthDetail; month: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { role } = useUser();
  const { recount, isPending } = useRecount(month);
  const isCounted = coverage.state === "counted";
  const maySign = role !== "manager";
  return (
    <>
      <Group gap="xs" role="status">
        <Text size="sm" c="dimmed">
          {coverage.state === "counting" && t("coverage.counting")}
          {coverage.state === "stale" && t("coverage.stale")}{" "}
          {coverage.counted_at &&
            t("coverage.countedAt", { moment: formats.moment(coverage.counted_at) })}
        </Text>
        {!isCounted && maySign && (
          <Button size="compact-sm" variant="default" loading={isPending} onClick={recount}>
            {t("coverage.recount")}
          </Button>
        )}
      </Group>
      {role === "manager" && <Text size="sm">{t("coverage.ownOnly")}</Text>}
      {maySign && hindrance && hindrance !== "signed" && (
        <Text size="sm">{t(`signing.hindrance.${hindrance}`)}</Text>
      )}
      {coverage.after_closing > 0 && (
        <Alert
          color="red"
          variant="outline"
          title={t("coverage.afterClosing", { count: coverage.after_closing })}
        >
          {t("coverage.afterAdvice")}
        </Alert>
      )}
    </>
  );
}

function useRecount(month: string) {
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      body(api.POST("/payment-months/{month}/recount", { params: { path: { month } } })),
    onSuccess: (detail) => {
      cache.setQueryData(monthQuery(month).queryKey, detail);
      cache.invalidateQueries({ queryKey: monthsQuery.queryKey });
    },
    onError: (error) => notify(errorText(error), "red"),
  });
  return { recount: () => mutate(), isPending };
}
