/** One person of the list: who, why, how much, what next. */

import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../kit/format";
import { GradeBadge } from "../scores/badges";
import { Later } from "./later";
import type { WorkRow } from "./queries";
import { Reason } from "./reason";
import { nameOf, placeOf } from "./rows";

export interface Deeds {
  done: (row: WorkRow) => void;
  snooze: (row: WorkRow, until: string) => void;
}

interface Props {
  row: WorkRow;
  asOf: string;
  /** Left out for who may only look. */
  deeds: Deeds | undefined;
}

export function Row({ row, asOf, deeds }: Props) {
  const { t } = useTranslation();
  return (
    <li className="work-row" data-work-row>
      <Stack gap={4} style={{ minWidth: 0, flex: 1 }}>
        <Who row={row} />
        <Group gap={6}>
          {row.reasons.map((told) => (
            <Reason key={told.reason} told={told} />
          ))}
        </Group>
        <Figures row={row} />
        <Text size="sm">{t(`work.step.${row.next_step}`)}</Text>
      </Stack>
      <Actions row={row} asOf={asOf} deeds={deeds} />
    </li>
  );
}

function Who({ row }: { row: WorkRow }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <Anchor component={Link} to={placeOf(row)} fw={600} data-work={row.key}>
        {nameOf(row)}
      </Anchor>
      {row.number && (
        <Text size="sm" c="dimmed">
          {t("work.number", { number: row.number })}
        </Text>
      )}
      {row.grade && <GradeBadge grade={row.grade} />}
    </Group>
  );
}

function Figures({ row }: { row: WorkRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <dl className="work-figures">
      {row.amount_overdue !== null && (
        <Figure name={t("work.overdue")}>{formats.money(row.amount_overdue)}</Figure>
      )}
      {Number(row.expected_loss) > 0 && (
        <Figure name={t("work.expectedLoss")}>{formats.money(row.expected_loss ?? 0)}</Figure>
      )}
      <Figure name={t("work.phone")}>
        {row.phone ? <Anchor href={`tel:${row.phone}`}>{row.phone}</Anchor> : t("work.noPhone")}
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Text component="dt" size="sm" c="dimmed">
        {name}:
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </Group>
  );
}

function Actions({ row, asOf, deeds }: Props) {
  const { t } = useTranslation();
  const name = nameOf(row);
  const deed = t(row.group === "call" ? "work.called" : "work.done");
  return (
    <Group gap="xs" className="no-print">
      {deeds && (
        <>
          <Button
            size="xs"
            aria-label={t("work.doneOf", { deed, name })}
            onClick={() => deeds.done(row)}
          >
            {deed}
          </Button>
          <Later name={name} asOf={asOf} onChoose={(until) => deeds.snooze(row, until)} />
        </>
      )}
      <Button
        component={Link}
        to={placeOf(row)}
        size="xs"
        variant="default"
        aria-label={t("work.openOf", { name })}
      >
        {t("work.open")}
      </Button>
    </Group>
  );
}
