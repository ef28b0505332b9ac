/** The first rows of a file, as they are read. */

import { Box, Paper, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable } from "../../kit/data-table";
import type { Profile } from "./model";

export function Preview({ profile, updating }: { profile: Profile; updating: boolean }) {
  const { t } = useTranslation();
  const columns = profile.columns.map(({ name, place }) => ({
    label: name || t("importing.file.unnamed", { number: place + 1 }),
  }));
  return (
    <Paper withBorder component="section" className={updating ? "updating" : undefined}>
      <Title order={2} size="h4" p="md" pb="xs">
        {t("importing.file.preview")}
      </Title>
      <DataTable
        label={t("importing.file.preview")}
        minWidth={Math.min(3_000, 110 * (columns.length + 1))}
        maxHeight={420}
        columns={[{ label: t("importing.file.row"), numeric: true }, ...columns]}
      >
        {profile.first.map(({ number, cells }) => (
          <Table.Tr key={number}>
            <Table.Td className="number" c="dimmed">
              {number}
            </Table.Td>
            {columns.map(({ label }, index) => (
              <Table.Td key={label}>
                <Box miw={80} maw={240} style={{ overflowWrap: "break-word" }}>
                  {cells[index]}
                </Box>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </DataTable>
      {profile.totals.map(({ number }) => (
        <Text key={number} size="sm" c="dimmed" p="md" pt="xs">
          {t("importing.file.totalsRow", { row: number })}
        </Text>
      ))}
    </Paper>
  );
}
