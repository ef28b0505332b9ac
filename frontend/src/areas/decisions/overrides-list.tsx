/** Each decision against the recommendation, the newest first, with its reason and how it ended. */

import { Anchor, Group, NativeSelect, Paper, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable } from "../../kit/data-table";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { useUser } from "../people/session";
import { GradeBadge } from "../scores/badges";
import { DIRECTIONS, type OverridesShown, REASONS, toQuery } from "./overrides-address";
import { type Override, overridesQuery } from "./overrides-queries";

interface Props {
  shown: OverridesShown;
  onChange: (next: Partial<OverridesShown>) => void;
}

export function OverrideList({ shown, onChange }: Props) {
  return (
    <Stack>
      <Filters shown={shown} onChange={onChange} />
      <Rows shown={shown} />
    </Stack>
  );
}

function Filters({ shown, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Group align="flex-end" className="no-print">
      <NativeSelect
        label={t("overrides.direction")}
        value={shown.direction ?? ""}
        onChange={(event) =>
          onChange({ direction: DIRECTIONS.find((one) => one === event.target.value) ?? null })
        }
        data={[
          { value: "", label: t("overrides.any") },
          ...DIRECTIONS.map((value) => ({ value, label: t(`overrides.kinds.${value}`) })),
        ]}
      />
      <NativeSelect
        label={t("deciding.overrideReason")}
        value={shown.reason ?? ""}
        onChange={(event) =>
          onChange({ reason: REASONS.find((one) => one === event.target.value) ?? null })
        }
        data={[
          { value: "", label: t("overrides.any") },
          ...REASONS.map((value) => ({ value, label: t(`deciding.overrideReasons.${value}`) })),
        ]}
      />
    </Group>
  );
}

function Rows({ shown }: Pick<Props, "shown">) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(overridesQuery(toQuery(shown)));
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={320} aria-busy />;
  const rows = data.pages.flatMap(({ items }) => items);
  const columns = [
    { label: t("overrides.application") },
    { label: t("overrides.band") },
    { label: t("overrides.amount"), numeric: true },
    { label: t("overrides.direction") },
    { label: t("overrides.why") },
    { label: t("overrides.underwriter") },
    { label: t("overrides.course") },
    { label: t("overrides.decidedAt") },
  ];
  return (
    <Stack align="center">
      <Paper withBorder w="100%">
        <DataTable
          label={t("overrides.list")}
          columns={columns}
          minWidth={960}
          cards
          empty={rows.length === 0 && t("overrides.noneFound")}
        >
          {rows.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </DataTable>
      </Paper>
      <More label={t("overrides.more")} query={query} />
    </Stack>
  );
}

function Line({ row }: { row: Override }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table.Tr className="client-row">
      <Table.Th scope="row" fw={400}>
        <Application row={row} />
      </Table.Th>
      <Table.Td className="one-line">
        <GradeBadge grade={row.grade} /> {formats.percent(row.proba)}
      </Table.Td>
      <Table.Td className="number one-line">{formats.money(row.amount_rub)}</Table.Td>
      <Table.Td>{t(`overrides.kindsShort.${row.direction}`)}</Table.Td>
      <Table.Td maw={360}>
        {t(`deciding.overrideReasons.${row.override_reason}`)}
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {row.rationale}
        </Text>
      </Table.Td>
      <Table.Td data-label={t("overrides.underwriter")}>
        {row.actor_name}
        {row.second_name && (
          <Text size="sm" c="dimmed">
            {t("overrides.second", { name: row.second_name })}
          </Text>
        )}
      </Table.Td>
      <Table.Td data-label={t("overrides.course")}>
        <Course course={row.course} />
      </Table.Td>
      <Table.Td>
        <Text span size="sm" className="one-line">
          {formats.momentInTable(row.decided_at)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

/** Whoever decides may open the case. */
function Application({ row: { application_id: id, number } }: { row: Override }) {
  const { t } = useTranslation();
  const { role } = useUser();
  const name = t("queue.number", { number });
  if (role === "analyst") return <span className="one-line">{name}</span>;
  return (
    <Anchor component={Link} to={`/queue/${id}`} size="sm" className="one-line">
      {name}
    </Anchor>
  );
}

function Course({ course }: Pick<Override, "course">) {
  const { t } = useTranslation();
  if (course === null) return <Text c="dimmed">{t("overrides.unknowable")}</Text>;
  if (course !== "defaulted") return t(`overrides.courses.${course}`);
  return (
    <span className="chip" data-tone="bad">
      {t("overrides.courses.defaulted")}
    </span>
  );
}
