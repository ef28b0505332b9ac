/** A manager's work of today, in groups; without any, when the next comes. */

import { Button, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { focusRow, useRowKeys } from "./keys";
import { useMarking } from "./marking";
import { Notice } from "./notice";
import { type WorkGroup, type Worklist, worklistQuery, type WorkRow } from "./queries";
import { type Deeds, Row } from "./row";
import { rowsOf, successorOf } from "./rows";

interface Props {
  /** Whose; one's own where it is left out. */
  managerId?: number;
  mayMark: boolean;
}

export function WorkOfToday({ managerId, mayMark }: Props) {
  const { data, error, refetch } = useQuery(worklistQuery(managerId));
  const marking = useMarking(managerId);
  useRowKeys();
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Waiting />;
  const goOn = (row: WorkRow) => focusRow(successorOf(rowsOf(data), row.key)?.key);
  const deeds: Deeds = {
    done: (row) => {
      marking.done(row);
      goOn(row);
    },
    snooze: (row, until) => {
      marking.snooze(row, until);
      goOn(row);
    },
  };
  return (
    <>
      <Notice marking={marking} />
      {rowsOf(data).length === 0 ? (
        <AllDone list={data} isOwn={managerId === undefined} />
      ) : (
        <Groups list={data} deeds={mayMark ? deeds : undefined} />
      )}
    </>
  );
}

function Groups({ list, deeds }: { list: Worklist; deeds: Deeds | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" c="dimmed" className="no-print">
        {t("work.order")} <span className="with-keys">{t("work.keys")}</span>
      </Text>
      {list.groups.map((group) => (
        <GroupOfRows key={group.group} group={group} asOf={list.as_of} deeds={deeds} />
      ))}
    </>
  );
}

interface GroupProps {
  group: WorkGroup;
  asOf: string;
  deeds: Deeds | undefined;
}

function GroupOfRows({ group: { group, items, has_more }, asOf, deeds }: GroupProps) {
  const { t } = useTranslation();
  const count = items.length;
  return (
    <Paper withBorder component="section" aria-labelledby={`group-${group}`}>
      <Group gap="xs" px="md" pt="md" align="baseline">
        <Title order={2} size="h4" id={`group-${group}`}>
          {t(`work.group.${group}`)}
        </Title>
        <span className="chip">{t(has_more ? "work.countOver" : "work.count", { count })}</span>
        <Text size="sm" c="dimmed">
          {t(`work.why.${group}`)}
        </Text>
      </Group>
      {count === 0 && (
        <Text c="dimmed" p="md">
          {t("work.noneInGroup")}
        </Text>
      )}
      <ul className="work-rows">
        {items.map((row) => (
          <Row key={row.key} row={row} asOf={asOf} deeds={deeds} />
        ))}
      </ul>
    </Paper>
  );
}

function AllDone({ list: { next }, isOwn }: { list: Worklist; isOwn: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="xs">
        <Title order={2} size="h4">
          {t("work.allDone")}
        </Title>
        <Text ta="center">
          {next
            ? t("work.nextDay", { date: formats.date(next.on), count: next.count })
            : t("work.nothingPutOff")}
        </Text>
        {isOwn && (
          <Button component={Link} to="/clients" variant="default">
            {t("work.toClients")}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}

function Waiting() {
  return (
    <Stack aria-busy>
      <Skeleton h={180} />
      <Skeleton h={240} />
    </Stack>
  );
}
