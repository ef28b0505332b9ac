/** Who did what to whom, newest first. */

import { Anchor, Group, NativeSelect, Paper, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { ActionsContext } from "../../kit/area";
import { DataTable, Pages } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { useFormats } from "../../kit/format";
import { useAnswerText } from "../clients/profile";
import { isAnswer } from "../clients/questionnaire";
import { isInDays, useDaysText } from "./days";
import { type AuditEvent, auditQuery } from "./queries";

const PAGE_SIZE = 25;

export function Component() {
  const { t } = useTranslation();
  const names = use(ActionsContext);
  const [parameters, setParameters] = useSearchParams();
  const action = parameters.get("action") ?? "";
  const page = Math.max(1, Number(parameters.get("page")) || 1);
  const change = (next: { action?: string; page?: number }) => {
    const address = new URLSearchParams();
    const wanted = next.action ?? action;
    if (wanted) address.set("action", wanted);
    if (next.page && next.page > 1) address.set("page", String(next.page));
    setParameters(address);
  };
  const { data, error, refetch } = useQuery(
    auditQuery({ ...(action && { action }), page, page_size: PAGE_SIZE }),
  );
  return (
    <Page title={t("journal.title")}>
      <Group>
        <NativeSelect
          label={t("journal.action")}
          value={action}
          onChange={(event) => change({ action: event.currentTarget.value })}
          data={[
            { value: "", label: t("journal.all") },
            ...Object.entries(names).map(([value, name]) => ({ value, label: t(name) })),
          ]}
        />
      </Group>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={400} />}
      {data && (
        <>
          <Paper withBorder>
            <Events events={data.items} />
          </Paper>
          <Group justify="flex-end">
            <Pages
              total={data.total}
              pageSize={PAGE_SIZE}
              page={page}
              onChange={(number) => change({ page: number })}
            />
          </Group>
        </>
      )}
    </Page>
  );
}

function Events({ events }: { events: AuditEvent[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = use(ActionsContext);
  const nameOf = (action: string) => {
    const name = names[action];
    return name ? t(name) : action;
  };
  return (
    <DataTable
      label={t("journal.title")}
      minWidth={720}
      columns={(["when", "who", "action", "whom", "what"] as const).map((name) => ({
        label: t(`journal.${name}`),
      }))}
      empty={events.length === 0 && t("journal.none")}
    >
      {events.map((event) => (
        <Table.Tr key={event.id}>
          <Table.Td>{formats.momentInTable(event.occurred_at)}</Table.Td>
          <Table.Td>{event.actor_name}</Table.Td>
          <Table.Td>{nameOf(event.action)}</Table.Td>
          <Table.Td>
            <Subject event={event} />
          </Table.Td>
          <Table.Td>
            <Values event={event} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Subject({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  if (event.subject_table === "clients") {
    return (
      <Anchor component={Link} to={`/clients/${event.subject_id}`}>
        {t("clients.number", { id: event.subject_id })}
      </Anchor>
    );
  }
  if (event.subject_table === "managers") return t("journal.manager", { id: event.subject_id });
  return event.subject_table === "users" ? t("journal.user", { id: event.subject_id }) : "–";
}

function Values({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  const answerText = useAnswerText();
  const daysText = useDaysText();
  const label = (name: string) => {
    if (isAnswer(name)) return t(`answers.${name}`);
    return isInDays(name) ? t(`journal.inDays.${name}`) : name;
  };
  const show = (name: string, value: unknown) => {
    if (isAnswer(name)) return answerText(name, value as string | number | null);
    return isInDays(name) ? daysText(value) : String(value ?? "–");
  };
  const names = Object.keys({ ...event.old_values, ...event.new_values });
  return (
    <Stack gap={2}>
      {names.map((name) => (
        <Text size="sm" key={name}>
          {label(name)}:{" "}
          {event.old_values &&
            name in event.old_values &&
            `${show(name, event.old_values[name])} → `}
          {show(name, event.new_values?.[name])}
        </Text>
      ))}
    </Stack>
  );
}
