/** The events of a page, in words and with names. */

import { Anchor, Stack, Table, Text } from "@mantine/core";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ActionsContext } from "../../kit/area";
import { DataTable } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import type { EventsWanted } from "./address";
import type { AuditEvent } from "./queries";
import { useValueWords } from "./values";

interface Props {
  events: AuditEvent[];
  onChange: (next: Partial<EventsWanted>) => void;
}

export function Events({ events, onChange }: Props) {
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
          <Table.Td>{formats.moment(event.occurred_at)}</Table.Td>
          <Table.Td>
            <Actor event={event} onChange={onChange} />
          </Table.Td>
          <Table.Td>{nameOf(event.action)}</Table.Td>
          <Table.Td>
            <Subject event={event} onChange={onChange} />
          </Table.Td>
          <Table.Td>
            <Values event={event} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

interface EventProps extends Pick<Props, "onChange"> {
  event: AuditEvent;
}

function Actor({ event: { actor_id, actor_name }, onChange }: EventProps) {
  const { t } = useTranslation();
  if (actor_id === null) return t("journal.nobody");
  const name = actor_name ?? t("journal.user", { id: actor_id });
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      ta="left"
      aria-label={t("journal.onlyOf", { name })}
      onClick={() => onChange({ actor: String(actor_id) })}
    >
      {name}
    </Anchor>
  );
}

function Subject({ event, onChange }: EventProps) {
  const { t } = useTranslation();
  const { subject_table: table, subject_id: id, subject_name: name } = event;
  const number = {
    clients: t("clients.number", { id }),
    managers: t("journal.manager", { id }),
    imports: t("journal.import", { id }),
    users: id === 0 ? t("journal.unknownLogin") : t("journal.user", { id }),
  }[table];
  if (!number) return "–";
  const hasPage = table === "clients" || table === "imports";
  const address = hasPage ? `/${table}/${id}` : `/users?who=all&q=${name}`;
  const linked = name ?? (table === "imports" ? number : null);
  return (
    <Stack gap={0} align="flex-start">
      {linked && (
        <Anchor component={Link} to={address} size="sm">
          {linked}
        </Anchor>
      )}
      <Anchor
        component="button"
        type="button"
        size="xs"
        c="dimmed"
        aria-description={t("journal.onlyAbout")}
        onClick={() => onChange({ subject: `${table}:${id}` })}
      >
        {number}
      </Anchor>
    </Stack>
  );
}

function Values({ event }: { event: AuditEvent }) {
  const { label, show } = useValueWords();
  const { old_values: before, new_values: after } = event;
  const said = (values: Record<string, unknown> | null, name: string) => values?.[name] ?? null;
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => said(before, name) !== null || said(after, name) !== null,
  );
  return (
    <Stack gap={2}>
      {names.map((name) => (
        <Text size="sm" key={name}>
          {label(name)}: {before && name in before && `${show(name, before[name])} → `}
          {show(name, said(after, name))}
        </Text>
      ))}
    </Stack>
  );
}
