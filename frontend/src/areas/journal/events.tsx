/** The events of a page, in words and with names. */

import { Anchor, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import type { EventsWanted } from "./address";
import { useEventWords } from "./event-words";
import type { AuditEvent } from "./queries";

interface Props {
  events: AuditEvent[];
  onChange: (next: Partial<EventsWanted>) => void;
}

export function Events({ events, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useEventWords();
  return (
    <DataTable
      label={t("journal.title")}
      minWidth={720}
      cards
      columns={(["when", "who", "action", "whom", "what"] as const).map((name) => ({
        label: t(`journal.${name}`),
      }))}
      empty={events.length === 0 && t("journal.none")}
    >
      {events.map((event) => (
        <Table.Tr key={event.id}>
          <Table.Td>{formats.moment(event.occurred_at)}</Table.Td>
          <Table.Td data-label={t("journal.who")}>
            <Actor event={event} onChange={onChange} />
          </Table.Td>
          <Table.Td>{words.action(event)}</Table.Td>
          <Table.Td>
            <Subject event={event} onChange={onChange} />
          </Table.Td>
          <Table.Td>
            <Stack gap={2}>
              {words.values(event).map((line) => (
                <Text size="sm" key={line}>
                  {line}
                </Text>
              ))}
            </Stack>
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

interface EventProps extends Pick<Props, "onChange"> {
  event: AuditEvent;
}

function Actor({ event, onChange }: EventProps) {
  const { t } = useTranslation();
  const name = useEventWords().actor(event);
  if (event.actor_id === null) return name;
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      ta="left"
      aria-label={t("journal.onlyOf", { name })}
      onClick={() => onChange({ actor: String(event.actor_id) })}
    >
      {name}
    </Anchor>
  );
}

function Subject({ event, onChange }: EventProps) {
  const { t } = useTranslation();
  const { subject_table: table, subject_id: id, subject_name: name } = event;
  const number = useEventWords().number(event);
  if (!number) return "–";
  const hasPage = table === "clients" || table === "imports";
  const address = hasPage ? `/${table}/${id}` : `/users?who=all&q=${name}`;
  const linked = name ?? (table === "imports" ? number : null);
  return (
    <Stack gap={0} align="flex-start">
      {linked && (
        <Anchor component={Link} to={address} size="sm" lh="24px">
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
