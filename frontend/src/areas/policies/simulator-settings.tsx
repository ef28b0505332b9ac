/** Whose scores are taken, and what lending earns and costs. */

import { Group, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ECONOMICS, isPossible, type Population, type Wanted } from "./simulator-address";
import { FigureField } from "./simulator-field";
import type { Economics } from "./simulator-model";

const SHARES: ReadonlySet<keyof Economics> = new Set([
  "loss_given_default",
  "interest_rate",
  "funding_rate",
]);
const PERCENT = 100;

interface Props {
  wanted: Wanted;
  onChange: (change: Partial<Wanted>) => void;
}

interface PopulationProps extends Props {
  /** Versions of the model with their scores, where there are several. */
  versions: [string, number][];
}

export function PopulationFields({ wanted: { population }, versions, onChange }: PopulationProps) {
  const { t } = useTranslation();
  const change = (next: Partial<Population>) =>
    onChange({ population: { ...population, ...next } });
  const isClients = population.kind === "clients";
  return (
    <Group align="flex-end">
      <NativeSelect
        label={t("simulation.whose")}
        value={population.kind}
        data={(["clients", "applications"] as const).map((value) => ({
          value,
          label: t(`simulation.${value}`),
        }))}
        onChange={(event) =>
          onChange({
            band: null,
            population: {
              kind: event.currentTarget.value === "clients" ? "clients" : "applications",
              since: null,
              until: null,
              model_version: population.model_version ?? null,
            },
          })
        }
      />
      {!isClients && (
        <TextInput
          type="date"
          label={t("simulation.since")}
          value={population.since ?? ""}
          onChange={(event) => change({ since: event.currentTarget.value || null })}
        />
      )}
      <TextInput
        type="date"
        label={t(isClients ? "simulation.untilOfClients" : "simulation.until")}
        value={population.until ?? ""}
        onChange={(event) => change({ until: event.currentTarget.value || null })}
      />
      <Versions population={population} versions={versions} onChange={change} />
    </Group>
  );
}

interface VersionsProps {
  population: Population;
  versions: [string, number][];
  onChange: (next: Partial<Population>) => void;
}

function Versions({ population, versions, onChange }: VersionsProps) {
  const { t } = useTranslation();
  const chosen = population.model_version ?? "";
  if (versions.length === 0 && !chosen) return null;
  const known = versions.map(([version, count]) => ({
    value: version,
    label: t("simulation.versionCount", { version, scores: t("simulation.count", { count }) }),
  }));
  const isListed = known.some(({ value }) => value === chosen);
  return (
    <NativeSelect
      label={t("simulation.version")}
      value={chosen}
      data={[
        { value: "", label: t("simulation.anyVersion") },
        ...(chosen && !isListed ? [{ value: chosen, label: chosen }] : []),
        ...known,
      ]}
      onChange={(event) => onChange({ model_version: event.currentTarget.value || null })}
    />
  );
}

export function EconomicsFields({ wanted: { economics, capacity }, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
      {ECONOMICS.map((name) => {
        const unit = SHARES.has(name) ? PERCENT : 1;
        const value = economics[name] ?? null;
        return (
          <FigureField
            key={name}
            label={t(`simulation.${name}`)}
            {...(name === "exposure_rub" && { description: t("simulation.exposureHint") })}
            value={value === null ? null : Number((value * unit).toFixed(4))}
            mayBeEmpty={name === "exposure_rub"}
            isPossible={(typed) => isPossible(name, typed / unit)}
            fault={t("simulation.figureFault")}
            onChange={(typed) =>
              onChange({
                economics: {
                  ...economics,
                  [name]: typed === null ? null : Number((typed / unit).toFixed(4)),
                },
              })
            }
          />
        );
      })}
      <FigureField
        label={t("simulation.capacity")}
        value={capacity || null}
        mayBeEmpty
        isPossible={(typed) => typed >= 0 && typed <= 100_000}
        fault={t("simulation.figureFault")}
        onChange={(typed) => onChange({ capacity: typed ?? 0 })}
      />
    </SimpleGrid>
  );
}
