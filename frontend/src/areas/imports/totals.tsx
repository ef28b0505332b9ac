/** Control totals: what was counted in the file against what was declared, or what its totals row says. */

import { Alert, Paper, Table, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { useTotalNames } from "./field-names";
import type { Report } from "./model";
import { differenceOf } from "./report";

export function Totals({ report: { totals } }: { report: Report }) {
  const { t } = useTranslation();
  const compared = totals.filter(({ declared, in_file }) => declared !== null || in_file !== null);
  if (compared.length === 0) return null;
  return (
    <>
      {compared.some((total) => differenceOf(total) !== null) && (
        <Alert color="yellow" variant="outline" role="status">
          {t("importing.report.totalsDiffer")}
        </Alert>
      )}
      <Paper withBorder component="section">
        <Title order={2} size="h4" p="md" pb="xs">
          {t("importing.report.totals")}
        </Title>
        <Compared totals={compared} />
      </Paper>
    </>
  );
}

function Compared({ totals }: Pick<Report, "totals">) {
  const { t } = useTranslation();
  const formats = useFormats();
  const nameOf = useTotalNames();
  const shown = (value: string | null) => (value === null ? "" : formats.number(Number(value)));
  return (
    <DataTable
      label={t("importing.report.totals")}
      minWidth={480}
      columns={[
        { label: t("importing.report.total") },
        { label: t("importing.report.inFile"), numeric: true },
        { label: t("importing.report.declared"), numeric: true },
        { label: t("importing.report.totalsLine"), numeric: true },
        { label: t("importing.report.fits") },
      ]}
    >
      {totals.map((total) => {
        const by = differenceOf(total);
        return (
          <Table.Tr key={total.field}>
            <RowName>{nameOf(total.field)}</RowName>
            <Table.Td className="number">{shown(total.found)}</Table.Td>
            <Table.Td className="number">{shown(total.declared)}</Table.Td>
            <Table.Td className="number">{shown(total.in_file)}</Table.Td>
            <Table.Td className="tone" data-tone={by === null ? "good" : "bad"}>
              {by === null
                ? t("importing.report.match")
                : t("importing.report.differ", { by: formats.number(by) })}
            </Table.Td>
          </Table.Tr>
        );
      })}
    </DataTable>
  );
}
