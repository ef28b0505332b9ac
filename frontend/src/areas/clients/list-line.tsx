/** One client in the table, or in a card on a phone. */

import { Anchor, Group, Table, Text, VisuallyHidden } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../kit/format";
import { DecisionBadge, FreshnessBadge, GradeBadge, Points } from "../scores/badges";
import { isInDefault, isUnknown } from "../scores/scale";
import { type ClientRow, fullName } from "./queries";

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
  const name = fullName(row);
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
      <Table.Th scope="row" fw={400}>
        <Anchor component={Link} to={`/clients/${row.id}`} size="sm" data-client={row.id}>
          {name}
        </Anchor>
      </Table.Th>
      <Table.Td className="number" data-label={t("clients.id")}>
        {row.id}
      </Table.Td>
      {showManager && (
        <Table.Td data-label={t("clients.manager")}>{row.manager_name ?? "–"}</Table.Td>
      )}
      <Standing row={row} />
      <Table.Td data-label={row.decision ? t("score.decision") : undefined}>
        {row.decision && <DecisionBadge decision={row.decision} />}
      </Table.Td>
      <Table.Td>{row.lateness && <Lateness row={row} />}</Table.Td>
      <Table.Td className="number one-line wide-only roomy-only">
        {formats.money(row.amt_income_total)}
      </Table.Td>
      <Table.Td data-label={row.scored_at ? t("clients.scoredAt") : undefined}>
        <Group gap={4} component="span" display="inline-flex">
          {row.scored_at && (
            <span className="one-line">{formats.momentInTable(row.scored_at)}</span>
          )}
          <FreshnessBadge freshness={row.freshness} />
          {!row.scored_at && <VisuallyHidden>{t("clients.noScore")}</VisuallyHidden>}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
});

/** Points, grade and probability. */
function Standing({ row }: { row: ClientRow }) {
  const { t } = useTranslation();
  // Who has defaulted is given a probability of 1 by convention: no figure to be read
  const { points, proba } = isInDefault(row) ? { points: null, proba: null } : row;
  return (
    <>
      <Table.Td className="number" data-label={t("score.points")}>
        {points === null ? "–" : <Points points={points} grade={row.grade} />}
      </Table.Td>
      <Table.Td>{row.grade && <GradeBadge grade={row.grade} />}</Table.Td>
      <Probability proba={proba} isAverage={isUnknown(row)} />
    </>
  );
}

function Probability({ proba, isAverage }: { proba: number | null; isAverage: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (proba === null) return <Table.Td className="number wide-only">–</Table.Td>;
  const shown = formats.percentInTable(proba);
  return isAverage ? (
    <Table.Td
      className="number"
      title={t("unknown.average", { proba: shown })}
      data-label={t("clients.proba")}
    >
      <Text span size="xs" c="dimmed" className="one-line">
        {t("clients.averageOf", { proba: shown })}
      </Text>
    </Table.Td>
  ) : (
    <Table.Td className="number" title={t("clients.probaLong")} data-label={t("clients.proba")}>
      {shown}
    </Table.Td>
  );
}

/** How late the payments are: below thirty days that is no exception yet. */
function Lateness({ row }: { row: ClientRow }) {
  const { t } = useTranslation();
  if (!row.lateness) return null;
  const text = t(`paymentStatus.${row.lateness}`);
  if (row.lateness === "0") return <span>{text}</span>;
  return (
    <span className="chip wrapping" data-tone={row.lateness === "1" ? "poor" : "bad"}>
      {text}
    </span>
  );
}
