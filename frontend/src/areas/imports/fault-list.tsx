/** What was found, by kind of fault with its count; and the rows of one kind. */

import { Anchor, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../../kit/address";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { FaultRows } from "./fault-rows";
import { useFaultText } from "./field-names";
import type { FaultCount, FileImport, Report } from "./model";
import { countOf, inOrder } from "./report";

export function FaultList({ one, report }: { one: FileImport; report: Report }) {
  const { t } = useTranslation();
  const [parameters] = useAddress();
  const asked = parameters.get("code");
  const code = report.faults.find((fault) => fault.code === asked)?.code;
  if (report.faults.length === 0) return <Text>{t("importing.report.nothingFound")}</Text>;
  return (
    <Stack>
      <Paper withBorder component="section">
        <Title order={2} size="h4" p="md" pb="xs">
          {t("importing.report.found")}
        </Title>
        <DataTable
          label={t("importing.report.found")}
          minWidth={640}
          cards
          columns={[
            { label: t("importing.report.code") },
            { label: t("importing.report.column") },
            { label: t("importing.report.count"), numeric: true },
            { label: t("importing.report.example") },
          ]}
        >
          {inOrder(report.faults).map((fault) => (
            <FaultLine
              key={`${fault.code} ${fault.column_name}`}
              fault={fault}
              isShown={fault.code === code}
            />
          ))}
        </DataTable>
      </Paper>
      {code && <FaultRows key={code} one={one} code={code} total={countOf(report, code)} />}
    </Stack>
  );
}

function FaultLine({ fault, isShown }: { fault: FaultCount; isShown: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const faultText = useFaultText();
  const { code, is_error, column_name, count, example } = fault;
  const name = faultText(code, "name");
  return (
    <Table.Tr>
      <RowName>
        <span className="chip" data-tone={is_error ? "bad" : "poor"}>
          {t(is_error ? "importing.report.error" : "importing.report.warning")}
        </span>{" "}
        <Anchor
          component={Link}
          to={isShown ? "?step=report" : `?step=report&code=${code}`}
          preventScrollReset
          aria-expanded={isShown}
          aria-label={t("importing.report.show", { fault: name })}
          size="sm"
        >
          {name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {faultText(code, "advice")}
        </Text>
      </RowName>
      <Table.Td data-label={column_name ? t("importing.report.column") : undefined}>
        {column_name}
      </Table.Td>
      <Table.Td className="number" data-label={t("importing.report.count")}>
        {formats.number(count)}
      </Table.Td>
      <Table.Td data-label={t("importing.report.example")}>
        {example && (
          <Text span size="sm" style={{ overflowWrap: "anywhere" }}>
            {example.row !== null && t("importing.file.inRow", { row: example.row })}
            {example.value && `: ${example.value}`}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
