/** The newest replays: by verdict, and those that somebody has to look at. */

import { Anchor, Checkbox, Group, NativeSelect, Paper, Skeleton, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../../kit/address";
import { DataTable } from "../../kit/data-table";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { type Replay, replayNightQuery, replaysQuery } from "./passport-queries";
import * as words from "./passport-words";
import {
  type ReplaysShown,
  readShown,
  toQuery,
  VERDICTS,
  writeDifference,
  writeShown,
} from "./replay-model";
import { Details, useParts, VerdictBadge } from "./replay-result";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const shown = readShown(parameters);
  return (
    <Page title={t("replays.title")}>
      <Text c="dimmed">{t("replays.what")}</Text>
      <Night />
      <Filters
        shown={shown}
        onChange={(next) =>
          setParameters((now) => new URLSearchParams(writeShown({ ...readShown(now), ...next })), {
            replace: true,
          })
        }
      />
      <Rows shown={shown} />
    </Page>
  );
}

/** What came of the newest sample, so that a quiet night is one line. */
function Night() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(replayNightQuery);
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={28} aria-busy />;
  if (data.ended_at === null) return <Text role="status">{t("replays.noNight")}</Text>;
  return (
    <Group gap="sm" role="status">
      <Text>{t("replays.night", { moment: formats.moment(data.ended_at) })}</Text>
      {VERDICTS.map((verdict) => {
        const count = data.verdicts[verdict];
        return (
          count !== undefined && (
            <span key={verdict} className="chip">
              {t(`replays.verdicts.${verdict}`)}: {formats.number(count)}
            </span>
          )
        );
      })}
      {data.alarming > 0 && (
        <span className="chip" data-tone="bad">
          {t("replays.looked", { count: data.alarming })}
        </span>
      )}
    </Group>
  );
}

interface FiltersProps {
  shown: ReplaysShown;
  onChange: (next: Partial<ReplaysShown>) => void;
}

function Filters({ shown, onChange }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <Group align="flex-end" className="no-print">
      <NativeSelect
        label={t("replays.verdict")}
        value={shown.verdict ?? ""}
        onChange={(event) =>
          onChange({ verdict: VERDICTS.find((one) => one === event.target.value) ?? null })
        }
        data={[
          { value: "", label: t("replays.all") },
          ...VERDICTS.map((value) => ({ value, label: t(`replays.verdicts.${value}`) })),
        ]}
      />
      <Checkbox
        mb={8}
        label={t("replays.onlyAlarming")}
        checked={shown.alarming}
        onChange={(event) => onChange({ alarming: event.currentTarget.checked })}
      />
    </Group>
  );
}

function Rows({ shown }: Pick<FiltersProps, "shown">) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(replaysQuery(toQuery(shown)));
  if (query.error && !query.data) return <ErrorView error={query.error} onRetry={query.refetch} />;
  if (!query.data) return <Skeleton h={320} aria-busy />;
  const rows = query.data.pages.flatMap(({ items }) => items);
  return (
    <>
      <Paper withBorder>
        <DataTable
          label={t("replays.title")}
          minWidth={720}
          cards
          columns={(
            ["when", "score", "verdict", "parts", "difference", "details", "by"] as const
          ).map((name) => ({ label: t(`replays.${name}`) }))}
          empty={rows.length === 0 && t("replays.none")}
        >
          {rows.map((replay) => (
            <Row key={replay.id} replay={replay} />
          ))}
        </DataTable>
      </Paper>
      <More label={t("replays.more")} query={query} />
    </>
  );
}

function Row({ replay }: { replay: Replay }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const partNames = useParts();
  const { client_id: client } = replay;
  return (
    <Table.Tr>
      <Table.Td>{formats.momentInTable(replay.replayed_at)}</Table.Td>
      <Table.Td data-label={t("replays.score")}>
        <Anchor component={Link} to={`/scores/${replay.score_id}/passport`} size="sm">
          {client === null ? t("replays.enquiry") : t("deadLetters.client", { id: client })}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <VerdictBadge replay={replay} />
      </Table.Td>
      <Table.Td data-label={t("replays.parts")}>{partNames(replay.parts) || "–"}</Table.Td>
      <Table.Td data-label={t("replays.difference")}>{writeDifference(replay.difference)}</Table.Td>
      <Table.Td>
        <Details replay={replay} />
      </Table.Td>
      <Table.Td data-label={t("replays.by")}>
        {t(replay.requested_by === null ? "replays.nightly" : "replays.demanded")}
      </Table.Td>
    </Table.Tr>
  );
}
