/** Who moves, who is approved by which, and how groups fare. */

import { Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { useWriter, withSign } from "./simulator-figures";
import { OUTCOMES } from "./simulator-model";
import type { SimulatedFigures } from "./simulator-queries";

export function Moves({ moves }: { moves: number[][] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const columns = [
    { label: t("simulation.movesFrom") },
    ...OUTCOMES.map((outcome) => ({ label: t(`simulation.outcomes.${outcome}`), numeric: true })),
  ];
  return (
    <DataTable label={t("simulation.moves")} columns={columns} minWidth={300}>
      {OUTCOMES.map((outcome, from) => (
        <Table.Tr key={outcome}>
          <RowName>{t(`simulation.outcomes.${outcome}`)}</RowName>
          {(moves[from] ?? []).map((count, to) => (
            <Table.Td key={to} className="number">
              <Text
                span
                fw={from !== to && count > 0 ? 700 : 400}
                {...(from === to && { c: "dimmed" })}
              >
                {number(count)}
              </Text>
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </DataTable>
  );
}

type Swapped = SimulatedFigures["swap_set"][number];

export function SwapSet({ figures }: { figures: SimulatedFigures }) {
  const { t } = useTranslation();
  const { money, number, percentInTable } = useFormats();
  const columns = [
    { label: t("simulation.swap") },
    { label: t("simulation.people"), numeric: true },
    { label: t("simulation.meanProba"), numeric: true },
    { label: t("simulation.exposure"), numeric: true },
    { label: t("simulation.outcome") },
  ];
  return (
    <Stack gap="md">
      <DataTable label={t("simulation.swap")} columns={columns} minWidth={640} cards>
        {figures.swap_set.map((cell) => (
          <Table.Tr key={cell.name}>
            <RowName>{t(`simulation.swapNames.${cell.name}`)}</RowName>
            <Table.Td className="number" data-label={columns[1]?.label}>
              {number(cell.count)}
            </Table.Td>
            <Table.Td className="number" data-label={columns[2]?.label}>
              {cell.mean_proba === null ? "–" : percentInTable(cell.mean_proba)}
            </Table.Td>
            <Table.Td className="number" data-label={columns[3]?.label}>
              {money(Math.round(cell.exposure_rub))}
            </Table.Td>
            <Table.Td data-label={columns[4]?.label}>
              <Outcome {...cell} />
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
      <Text fw={600}>{t("simulation.uplifts")}</Text>
      <Uplifts figures={figures} />
    </Stack>
  );
}

function Outcome({ count, matured, defaults }: Swapped) {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (count === 0) return "–";
  if (matured === null || defaults === null) return t("simulation.noOutcome");
  if (matured === 0) return t("simulation.tooEarly");
  return t("simulation.defaulted", { defaults: number(defaults), matured: number(matured) });
}

function Uplifts({ figures }: { figures: SimulatedFigures }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const writerOf = useWriter();
  const [decimal, money] = [writerOf("decimal"), writerOf("money")];
  const names = ["expected_defaults", "expected_loss_rub", "nii_after_loss_rub"] as const;
  const columns = [
    { label: t("simulation.uplift") },
    ...names.map((name) => ({ label: t(`simulation.names.${name}`), numeric: true })),
  ];
  return (
    <DataTable label={t("simulation.uplifts")} columns={columns} minWidth={520} cards>
      {figures.uplifts.map((row) => (
        <Table.Tr key={row.uplift}>
          <RowName>{t("simulation.times", { uplift: formats.number(row.uplift) })}</RowName>
          {names.map((name) => (
            <Table.Td key={name} className="number" data-label={t(`simulation.names.${name}`)}>
              {(name === "expected_defaults" ? decimal : money)(row[name])}
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </DataTable>
  );
}

export function Groups({ figures }: { figures: SimulatedFigures }) {
  const { t } = useTranslation();
  const writerOf = useWriter();
  const write = writerOf("percent");
  const sides = [
    ["baseline", "inForce", write],
    ["candidate", "scenario", write],
    ["difference", "difference", withSign(writerOf("points"))],
  ] as const;
  const columns = [
    { label: t("simulation.group") },
    ...sides.map(([, name]) => ({ label: t(`simulation.${name}`), numeric: true })),
  ];
  return (
    <DataTable label={t("simulation.groups")} columns={columns} minWidth={420} cards>
      {figures.approval_by_group.map((group) => (
        <Table.Tr key={group.name}>
          <RowName>
            <GroupName name={group.name} />
          </RowName>
          {sides.map(([side, name, told]) => (
            <Table.Td key={side} className="number" data-label={t(`simulation.${name}`)}>
              {told(group[side].value)}
              <Text size="xs" c="dimmed">
                {t("simulation.interval", {
                  low: told(group[side].low),
                  high: told(group[side].high),
                })}
              </Text>
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </DataTable>
  );
}

/** The service names a group by what it is of, and which: `gender:F`, `age:25-35`. */
function GroupName({ name }: { name: string }) {
  const { t } = useTranslation();
  const [of, which = ""] = name.split(":");
  if (of === "age") return t("simulation.age", { range: which.replace("-", "–") });
  return which === "F" || which === "M" ? t(`simulation.gender.${which}`) : which;
}
