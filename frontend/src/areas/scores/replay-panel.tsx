/** The newest replay of a score, and making it again now. */

import { Button, Group, Skeleton, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import { Section } from "../../kit/page";
import { type Replay, replayScore, replaysQuery } from "./passport-queries";
import { writeDifference } from "./replay-model";
import { Details, useParts, VerdictBadge } from "./replay-result";

export function ReplayPanel({ scoreId }: { scoreId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data, error, refetch } = useInfiniteQuery(replaysQuery({ score_id: scoreId }));
  const again = useMutation({
    mutationFn: () => replayScore(scoreId),
    onSuccess: () => client.invalidateQueries({ queryKey: ["replays"] }),
    onError: (fault) => notify(errorText(fault), "red"),
  });
  const newest = data?.pages[0]?.items[0];
  return (
    <Section title={t("replays.one")}>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={36} aria-busy />}
      {data && (
        <div role="status">
          {newest ? <Newest replay={newest} /> : <Text>{t("replays.never")}</Text>}
        </div>
      )}
      <Group className="no-print">
        <Button variant="default" onClick={() => again.mutate()} loading={again.isPending}>
          {t("replays.now")}
        </Button>
      </Group>
    </Section>
  );
}

function Newest({ replay }: { replay: Replay }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const partNames = useParts();
  return (
    <>
      <Group gap="sm">
        <VerdictBadge replay={replay} />
        <Text size="sm" c="dimmed">
          {t("replays.when")}: {formats.moment(replay.replayed_at)}
        </Text>
        {replay.parts.length > 0 && (
          <Text size="sm">
            {t("replays.parts")}: {partNames(replay.parts)}
          </Text>
        )}
        {replay.difference !== 0 && (
          <Text size="sm">
            {t("replays.difference")}: {writeDifference(replay.difference)}
          </Text>
        )}
      </Group>
      <Text size="sm">{t(`replays.meanings.${replay.verdict}`)}</Text>
      <Details replay={replay} />
    </>
  );
}
