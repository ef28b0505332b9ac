/** What the score was made of: features as they were recorded, model, code, each with its hash. */

import { Code, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { Section } from "../../kit/page";
import { Facts } from "./passport-facts";
import type { Passport } from "./passport-queries";

export function Inputs({ inputs }: { inputs: Passport["inputs"] }) {
  const { t } = useTranslation();
  return (
    <Section title={t("passport.inputs")}>
      <Facts
        facts={[
          [t("passport.featuresHash"), inputs.features_sha256],
          [t("passport.featureCode"), inputs.feature_code_sha256],
        ]}
      />
      <DataTable
        label={t("passport.inputs")}
        minWidth={300}
        columns={[{ label: t("passport.feature") }, { label: t("passport.value"), numeric: true }]}
      >
        {Object.entries(inputs.features).map(([name, value]) => (
          <Table.Tr key={name}>
            <RowName>
              <Code>{name}</Code>
            </RowName>
            <Table.Td className="number">{String(value)}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}

export function Artifact({ artifact }: { artifact: Passport["artifact"] }) {
  const { t } = useTranslation();
  const packages = Object.entries(artifact.packages).map(([name, version]) => `${name} ${version}`);
  return (
    <Section title={t("passport.artifact")}>
      <Facts
        facts={[
          [t("passport.bundle"), artifact.model_version],
          [t("passport.sha256"), artifact.model_sha256],
          [t("passport.calibration"), artifact.calibration && told(artifact.calibration)],
          [t("passport.calibrationCode"), artifact.calibration_code_sha256],
          [t("passport.reasonCode"), artifact.reason_code_sha256],
          [t("passport.packages"), packages.join(", ") || null],
        ]}
      />
      <DataTable
        label={t("passport.file")}
        minWidth={300}
        columns={[{ label: t("passport.file") }, { label: t("passport.sha256") }]}
        empty={Object.keys(artifact.files).length === 0 && t("passport.notRecorded")}
      >
        {Object.entries(artifact.files).map(([name, sha256]) => (
          <Table.Tr key={name}>
            <RowName>{name}</RowName>
            <Table.Td style={{ overflowWrap: "anywhere" }}>{sha256}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}

const told = (calibration: Record<string, unknown>) =>
  Object.entries(calibration)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
