/** What would change if a challenger were in force: who moves where, and who most. */

import { Anchor, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { Scatter } from "./comparison-scatter";
import type { Changes, Mover, Swap } from "./queries";

const OUTCOMES = [0, 1, 2] as const;

export function ChangesView({ changes, matured }: { changes: Changes; matured?: Swap[] }) {
  const { t } = useTranslation();
  const { percent, rate } = useFormats();
  const share = (value: number) => (value < 0.01 ? percent(value) : rate(value * 100));
  return (
    <Stack gap="md">
      <Text fw={600}>{t("comparing.changes")}</Text>
      {changes.changed_share !== null && (
        <Text>
          {t("comparing.changed", {
            share: share(changes.changed_share),
            count: changes.people,
          })}
        </Text>
      )}
      {changes.reasons_overlap !== null && (
        <Text>{t("comparing.overlap", { share: rate(changes.reasons_overlap * 100) })}</Text>
      )}
      <Scatter changes={changes} />
      <Moves moves={changes.moves} />
      <Swaps swaps={changes.swaps} {...(matured && { matured })} />
      <Groups changes={changes} />
      <Movers movers={changes.movers} />
    </Stack>
  );
}

function Moves({ moves }: { moves: number[][] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const columns = [
    { label: t("comparing.champion") },
    ...OUTCOMES.map((outcome) => ({ label: t(`modelOutcomes.${outcome}`), numeric: true })),
  ];
  return (
    <>
      <Text size="sm">{t("comparing.moves")}</Text>
      <DataTable label={t("comparing.moves")} columns={columns} minWidth={300}>
        {OUTCOMES.map((outcome) => (
          <Table.Tr key={outcome}>
            <RowName>{t(`modelOutcomes.${outcome}`)}</RowName>
            {(moves[outcome] ?? []).map((count, to) => (
              <Table.Td key={to} className="number">
                <Text span fw={outcome !== to && count > 0 ? 700 : 400}>
                  {number(count)}
                </Text>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </DataTable>
    </>
  );
}

function Swaps({ swaps, matured }: { swaps: Swap[]; matured?: Swap[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const columns = [
    { label: t("comparing.swaps") },
    { label: t("comparing.swapPeople"), numeric: true },
    { label: t("comparing.swapOutcomes"), numeric: true },
  ];
  const outcomeOf = (name: string) => {
    const found = matured?.find((one) => one.name === name);
    if (!found || found.defaults === null) return "–";
    const told = { defaults: number(found.defaults), people: number(found.people) };
    return t("comparing.ofPeople", told);
  };
  return (
    <DataTable label={t("comparing.swaps")} columns={columns} minWidth={400} cards>
      {swaps.map(({ name, people }) => (
        <Table.Tr key={name}>
          <RowName>{t(`modelSwaps.${name}`)}</RowName>
          <Table.Td className="number" data-label={t("comparing.swapPeople")}>
            {number(people)}
          </Table.Td>
          <Table.Td className="number" data-label={t("comparing.swapOutcomes")}>
            {outcomeOf(name)}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Groups({ changes }: { changes: Changes }) {
  const { t } = useTranslation();
  const { number, rate } = useFormats();
  if (changes.approval_by_group.length === 0) return null;
  const columns = [
    { label: t("comparing.group") },
    { label: t("model.people"), numeric: true },
    { label: t("comparing.champion"), numeric: true },
    { label: t("comparing.challenger"), numeric: true },
  ];
  return (
    <>
      <Text size="sm">{t("comparing.groups")}</Text>
      <DataTable label={t("comparing.groups")} columns={columns} minWidth={400} cards>
        {changes.approval_by_group.map((group) => (
          <Table.Tr key={group.name}>
            <RowName>{groupName(group.name)}</RowName>
            <Table.Td className="number" data-label={t("model.people")}>
              {number(group.people)}
            </Table.Td>
            <Table.Td className="number" data-label={t("comparing.champion")}>
              {rate(group.champion * 100)}
            </Table.Td>
            <Table.Td className="number" data-label={t("comparing.challenger")}>
              {rate(group.challenger * 100)}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </>
  );

  function groupName(told: string): string {
    const [kind, name] = told.split(":");
    return t(`comparing.groupNames.${kind === "gender" ? "gender" : "age"}`, { name });
  }
}

function Movers({ movers }: { movers: Mover[] }) {
  const { t } = useTranslation();
  const columns = ["client", "champion", "challenger", "outcomesOf"] as const;
  const numeric = new Set<string>(["champion", "challenger"]);
  return (
    <>
      <Text size="sm">{t("comparing.movers")}</Text>
      <DataTable
        label={t("comparing.movers")}
        columns={columns.map((name) => ({
          label: t(`comparing.${name}`),
          numeric: numeric.has(name),
        }))}
        minWidth={400}
        maxHeight={420}
        empty={movers.length === 0 && t("comparing.nobody")}
      >
        {movers.map((mover) => (
          <Table.Tr key={mover.score_id}>
            <RowName>
              <Anchor component={Link} to={`/clients/${mover.client_id}`}>
                {mover.client_id}
              </Anchor>
            </RowName>
            <Table.Td className="number">{mover.champion_points}</Table.Td>
            <Table.Td className="number">{mover.challenger_points}</Table.Td>
            <Table.Td>
              {mover.champion_outcome === mover.challenger_outcome
                ? t(`modelOutcomes.${mover.champion_outcome}`)
                : t("comparing.fromTo", {
                    from: t(`modelOutcomes.${mover.champion_outcome}`),
                    to: t(`modelOutcomes.${mover.challenger_outcome}`),
                  })}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </>
  );
}
