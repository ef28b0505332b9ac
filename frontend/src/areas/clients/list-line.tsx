/** One client in the table. */

import { Anchor, Group, Table, Text, VisuallyHidden } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../kit/format";
import { DecisionBadge, FreshnessBadge, GradeBadge } from "../scores/badges";
import { isInDefault, isUnknown } from "../scores/scale";
import type { ClientRow } from "./queries";

interface Props {
  row: ClientRow;
  showManager: boolean;
  selected: boolean;
  onSelect: (ids: number[], on: boolean) => void;
}

/** Drawn again only when something of it changes: typing a search draws the page several times. */
export const ClientLine = memo(function ClientLine({
  row,
  showManager,
  selected,
  onSelect,
}: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = `${row.last_name} ${row.first_name}`;
  // Who has defaulted is given a probability of 1 by convention: no figure to be read
  const { points, proba } = isInDefault(row) ? { points: null, proba: null } : row;
  return (
    <Table.Tr className="client-row">
      <Table.Td>
        <input
          type="checkbox"
          className="row-select"
          aria-label={t("clients.select", { name })}
          checked={selected}
          onChange={(event) => onSelect([row.id], event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/clients/${row.id}`} data-client>
          {name}
        </Anchor>
      </Table.Td>
      {showManager && <Table.Td>{row.manager_name ?? "–"}</Table.Td>}
      <Table.Td className="number">{formats.money(row.amt_income_total)}</Table.Td>
      <Table.Td className="number">{points ?? "–"}</Table.Td>
      {isUnknown(row) && proba !== null ? (
        <Table.Td
          className="number"
          title={t("unknown.average", { proba: formats.percent(proba) })}
        >
          <Text span size="xs" c="dimmed">
            {t("clients.averageOf", { proba: formats.percent(proba) })}
          </Text>
        </Table.Td>
      ) : (
        <Table.Td className="number" title={t("clients.probaLong")}>
          {proba === null ? "–" : formats.percent(proba)}
        </Table.Td>
      )}
      <Table.Td>{row.grade && <GradeBadge grade={row.grade} />}</Table.Td>
      <Table.Td>{row.decision && <DecisionBadge decision={row.decision} />}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          {row.scored_at && <Text size="sm">{formats.moment(row.scored_at)}</Text>}
          <FreshnessBadge freshness={row.freshness} />
          {!row.scored_at && <VisuallyHidden>{t("clients.noScore")}</VisuallyHidden>}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
});
