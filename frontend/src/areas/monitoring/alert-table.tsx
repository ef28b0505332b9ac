/** The alerts as a table; each opens what was done about it. */

import { Anchor, Group, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { CsvButton } from "./csv-button";
import { useFigures } from "./figures";
import { HandlingList } from "./handling-list";
import { LightChip } from "./light";
import type { Alert } from "./shapes";
import { useSignalFigures, useSignalName } from "./signal-name";
import { WatchedDeeds } from "./watched-deeds";
import { StateText } from "./watched-state";

interface Props {
  alerts: Alert[];
  isFiltered: boolean;
}

export function AlertTable({ alerts, isFiltered }: Props) {
  const { t } = useTranslation();
  const signalName = useSignalName();
  const titles = [
    ...[t("alerts.signal"), t("monitor.model"), t("alerts.level")],
    ...[t("watched.since"), t("watched.seen"), t("watched.times")],
    ...[t("watched.state"), t("watched.owner")],
  ];
  return (
    <>
      <Group justify="flex-end">
        <CsvButton
          name="alerts"
          label={t("alerts.list")}
          columns={[...titles, t("watched.note")]}
          rows={() =>
            alerts.map((one) => [
              signalName(one),
              t(`models.${one.model}`),
              t(`lights.${one.light ?? "none"}`),
              one.first_month.slice(0, 7),
              one.last_month.slice(0, 7),
              one.months,
              t(`watched.states.${one.state}`),
              one.owner_name,
              one.note,
            ])
          }
        />
      </Group>
      <DataTable
        label={t("alerts.list")}
        columns={titles.map((label, place) => ({ label, numeric: place === 5 }))}
        minWidth={900}
        cards
        empty={alerts.length === 0 && t(isFiltered ? "alerts.noneFound" : "alerts.none")}
      >
        {alerts.map((alert) => (
          <Row key={alert.id} alert={alert} columns={titles.length} />
        ))}
      </DataTable>
    </>
  );
}

function Row({ alert, columns }: { alert: Alert; columns: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { count } = useFigures();
  const name = useSignalName()(alert);
  const figures = useSignalFigures()(alert);
  return (
    <>
      <Table.Tr>
        <RowName>
          <Anchor
            component="button"
            type="button"
            ta="start"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {name}
          </Anchor>
          <Text size="sm" c="dimmed">
            {figures}
          </Text>
        </RowName>
        <Table.Td>{t(`models.${alert.model}`)}</Table.Td>
        <Table.Td>
          <LightChip light={alert.light} />
        </Table.Td>
        <Table.Td data-label={t("watched.since")}>{formats.month(alert.first_month)}</Table.Td>
        <Table.Td data-label={t("watched.seen")}>{formats.month(alert.last_month)}</Table.Td>
        <Table.Td className="number" data-label={t("watched.times")}>
          {count(alert.months)}
        </Table.Td>
        <Table.Td>
          <StateText watched={alert} />
        </Table.Td>
        <Table.Td data-label={t("watched.owner")}>
          {alert.owner_name ?? t("watched.nobody")}
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={columns} w="100%">
            <Stack gap="xs">
              <WatchedDeeds kind="alerts" watched={alert} name={name} />
              <HandlingList kind="alerts" id={alert.id} />
            </Stack>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
