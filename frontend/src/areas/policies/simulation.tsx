/** What the simulator said of a version when its author asked: frozen with it. */

import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../kit/client";
import { DataTable, RowName } from "../../kit/data-table";
import { type Formats, useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import type { PolicyVersion } from "./queries";
import { usePolicyWords } from "./show";

type Figures = Schemas["SimulatedFigures"];
type Estimated = Schemas["Estimated"];

/** What is kept is as the simulator answered it. */
interface Kept {
  made_at: string;
  figures: Figures;
}

const SHOWN = [
  "approval_rate",
  "review_rate",
  "decline_rate",
  "expected_defaults",
  "expected_loss_rub",
  "cost_of_risk",
  "nii_after_loss_rub",
  "reviews_a_day",
] as const;

export function SimulationSection({ simulation }: Pick<PolicyVersion, "simulation">) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { label } = usePolicyWords();
  if (simulation === null) return null;
  const { made_at, figures } = simulation as unknown as Kept;
  return (
    <Section title={t("policySimulation.title")}>
      <Text size="sm" c="dimmed">
        {t("policySimulation.made", { moment: formats.moment(made_at) })}
        {" · "}
        {t("policySimulation.scores", {
          count: figures.scores,
          model: figures.model_version ?? "–",
        })}
      </Text>
      <Compared figures={figures} />
      {figures.not_simulated.length > 0 && (
        <Text size="sm">
          {t("policySimulation.notSimulated", {
            fields: figures.not_simulated.map(label).join("; "),
          })}
        </Text>
      )}
    </Section>
  );
}

function Compared({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const known = SHOWN.flatMap((name) => {
    const found = figures.figures.find((one) => one.name === name);
    return found ? [{ ...found, name }] : [];
  });
  return (
    <DataTable
      label={t("policySimulation.title")}
      minWidth={560}
      cards
      columns={[
        { label: t("policy.figure") },
        { label: t("policySimulation.inForce"), numeric: true },
        { label: t("policySimulation.here"), numeric: true },
        { label: t("policySimulation.difference"), numeric: true },
      ]}
    >
      {known.map((one) => (
        <Table.Tr key={one.name}>
          <RowName>{t(`policySimulation.figures.${one.name}`)}</RowName>
          <Table.Td className="number" data-label={t("policySimulation.inForce")}>
            {written(formats, one.name, one.baseline.value)}
          </Table.Td>
          <Table.Td className="number" data-label={t("policySimulation.here")}>
            {written(formats, one.name, one.candidate.value)}
          </Table.Td>
          <Table.Td className="number" data-label={t("policySimulation.difference")}>
            <Interval name={one.name} told={one.difference} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Interval({ name, told }: { name: string; told: Estimated }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [value, low, high] = [told.value, told.low, told.high].map((one) =>
    written(formats, name, one),
  );
  return told.low === null ? value : t("policySimulation.interval", { value, low, high });
}

function written(formats: Formats, name: string, value: number | null): string {
  if (value === null) return "–";
  if (name.endsWith("_rub")) return formats.money(value);
  if (name.endsWith("_rate") || name === "cost_of_risk") return formats.rate(value * 100);
  return formats.number(Math.round(value * 10) / 10);
}
