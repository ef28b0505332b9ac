/** How far a file is that was asked for; then where it can be fetched, or why there is none. */

import { Alert, Anchor, Button, Group, Progress, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { onServersClock } from "../../kit/clock";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { useTells } from "../../kit/told";
import { type Export, exportLinkQuery, exportQuery } from "./export-queries";

const DELAYED_MILLISECONDS = 60_000;
const FAULTS = ["too_many_rows", "out_of_time", "gave_up"] as const;

export default function ExportCourse(props: { exportId: number; onAnother: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch, dataUpdatedAt } = useQuery(exportQuery(props.exportId));
  if (!data) return error && <ErrorView error={error} onRetry={refetch} />;
  return (
    <Stack aria-live="polite">
      {data.state === "pending" && (
        <Making one={data} seenAt={onServersClock(dataUpdatedAt)} interrupted={error !== null} />
      )}
      {data.state === "done" && <Made one={data} />}
      {data.state === "failed" && (
        <Alert color="red" variant="outline" role="alert">
          {t(`exporting.faults.${FAULTS.find((known) => known === data.fault) ?? "gave_up"}`)}
        </Alert>
      )}
      {data.state !== "pending" && (
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onAnother}>
            {t("exporting.another")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Making(props: { one: Export; seenAt: number; interrupted: boolean }) {
  const { t } = useTranslation();
  useTells(props.interrupted);
  const isDelayed = props.seenAt - Date.parse(props.one.created_at) > DELAYED_MILLISECONDS;
  return (
    <>
      <Progress value={100} animated aria-label={t(`exporting.kinds.${props.one.kind}`)} />
      <Text>{t("exporting.working")}</Text>
      {isDelayed && <Text>{t("exporting.delayed")}</Text>}
      {props.interrupted && <Text role="alert">{t("scoring.interrupted")}</Text>}
    </>
  );
}

function Made({ one }: { one: Export }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: link, error, refetch, isFetching } = useQuery(exportLinkQuery(one.id));
  const hasEnded = useEnded(link?.expires_at);
  if (error && !link) return <ErrorView error={error} onRetry={refetch} />;
  if (!link) return <Skeleton h={36} aria-busy />;
  return (
    <>
      <Text>{t("exporting.rows", { count: one.rows_written ?? 0 })}</Text>
      {hasEnded ? (
        <Group>
          <Text>{t("exporting.ended")}</Text>
          <Button variant="default" loading={isFetching} onClick={() => refetch()}>
            {t("exporting.newLink")}
          </Button>
        </Group>
      ) : (
        <Group>
          <Anchor href={link.url} underline="always" rel="noreferrer">
            {t("exporting.download")}
          </Anchor>
          <Text c="dimmed">
            {t("exporting.lasts", { until: formats.time(new Date(link.expires_at)) })}
          </Text>
        </Group>
      )}
    </>
  );
}

/** Whether a moment of the service's clock has passed; it is told when it does. */
function useEnded(moment: string | undefined): boolean {
  const [ended, setEnded] = useState<string>();
  useEffect(() => {
    if (moment === undefined) return;
    const left = Date.parse(moment) - onServersClock(Date.now());
    const timer = setTimeout(() => setEnded(moment), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [moment]);
  return moment !== undefined && ended === moment;
}
