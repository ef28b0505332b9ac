/** The rows of the queue: who wants what, why a person has to look, and until when. */

import { Anchor, Button, Group, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Column, DataTable } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { useUser } from "../people/session";
import { DecisionBadge, GradeBadge, Points } from "../scores/badges";
import { timeLeft } from "./due";
import type { CaseRow } from "./queries";
import { ReasonCode } from "./reason-code";

interface Props {
  rows: CaseRow[];
  /** When the rows were read, in milliseconds since the epoch by the server's clock. */
  now: number;
  onAssign: (row: CaseRow) => void;
}

export function QueueTable({ rows, now, onAssign }: Props) {
  const { t } = useTranslation();
  const columns: Column[] = [
    { label: t("queue.applicant") },
    { label: t("queue.due") },
    { label: t("queue.wanted"), numeric: true },
    { label: t("queue.standing") },
    { label: t("score.decision") },
    { label: t("queue.why") },
    { label: t("queue.expectedLoss"), numeric: true },
    { label: t("queue.assignee") },
  ];
  return (
    <DataTable label={t("desk.queue")} columns={columns} minWidth={900} cards>
      {rows.map((row) => (
        <Line key={row.application_id} row={row} now={now} onAssign={onAssign} />
      ))}
    </DataTable>
  );
}

function Line({ row, now, onAssign }: { row: CaseRow } & Omit<Props, "rows">) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = [row.last_name, row.first_name, row.patronymic].filter(Boolean).join(" ");
  return (
    <Table.Tr className="client-row" data-case-row={row.application_id}>
      <Table.Th scope="row" fw={400}>
        <Anchor component={Link} to={`/queue/${row.application_id}`} size="sm" data-case>
          {name}
        </Anchor>
        <Text span size="sm" c="dimmed" display="block">
          {t("queue.number", { number: row.number })}
          {row.is_objection && ` · ${t("queue.objection")}`}
        </Text>
      </Table.Th>
      <Table.Td>
        <Due row={row} now={now} />
      </Table.Td>
      <Table.Td className="number one-line">
        {formats.money(row.amount_rub)}
        <Text span size="sm" c="dimmed" display="block">
          {t("credit.months", { count: row.term_months })}
        </Text>
      </Table.Td>
      <Table.Td className="one-line" title={t("queue.distanceWhy")}>
        <Standing row={row} />
      </Table.Td>
      <Table.Td>
        <DecisionBadge decision={row.recommendation} />
      </Table.Td>
      <Table.Td>{row.reason && <ReasonCode code={row.reason} />}</Table.Td>
      <Table.Td className="number one-line" data-label={t("queue.expectedLoss")}>
        {formats.money(row.expected_loss_rub)}
      </Table.Td>
      <Table.Td>
        <Assignee row={row} name={name} onAssign={onAssign} />
      </Table.Td>
    </Table.Tr>
  );
}

/** The points with their grade, and how far they are from being approved. */
function Standing({ row: { points, grade, distance_points: distance } }: { row: CaseRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      {points !== null && <Points points={points} grade={grade} />} <GradeBadge grade={grade} />
      {distance !== null && (
        <Text span size="sm" c="dimmed" display="block">
          {t("queue.distance", { points: formats.signedWhole(distance) })}
        </Text>
      )}
    </>
  );
}

/** Until when: in words and coloured where it is late. */
function Due({ row, now }: { row: CaseRow; now: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { due_at, waiting_since, closed_at, outcome } = row;
  if (closed_at !== null) {
    return (
      <Text span size="sm">
        {outcome && t(`deciding.outcomesDone.${outcome}`)} {formats.time(closed_at)}
      </Text>
    );
  }
  if (waiting_since !== null) {
    return (
      <Text span size="sm" c="dimmed">
        {t("queue.waiting")}
      </Text>
    );
  }
  const { late, hours, minutes } = timeLeft(due_at, now);
  const time = hours > 0 ? t("queue.hours", { hours, minutes }) : t("queue.minutes", { minutes });
  return (
    <span
      className={late ? "tone one-line" : "one-line"}
      data-tone={late ? "bad" : undefined}
      title={formats.moment(due_at)}
    >
      {t(late ? "queue.lateBy" : "queue.left", { time })}
    </span>
  );
}

interface AssigneeProps {
  row: CaseRow;
  name: string;
  onAssign: Props["onAssign"];
}

function Assignee({ row, name, onAssign }: AssigneeProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const user = useUser();
  if (row.assignee_id === null) {
    if (row.closed_at !== null || row.waiting_since !== null) return null;
    return (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${t("queue.assign")}: ${name}`}
        onClick={() => onAssign(row)}
      >
        {t("queue.assign")}
      </Button>
    );
  }
  return (
    <Group gap={4}>
      <Text span size="sm">
        {row.assignee_id === user.id ? t("queue.me") : row.assignee_name}
      </Text>
      {row.leased_until !== null && row.closed_at === null && (
        <Text span size="sm" c="dimmed">
          {t("queue.takenUntil", { time: formats.time(row.leased_until) })}
        </Text>
      )}
    </Group>
  );
}
