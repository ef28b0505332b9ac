/** What remains to be paid of a credit: the next payment, and the schedule on demand. */

import { Button, Collapse, Group, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import type { Payment } from "./credit";

interface Props {
  /** The credit's. */
  id: number;
  payments: Payment[];
  headingId: string;
}

export function Remaining({ id, payments, headingId }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [open, { toggle }] = useDisclosure(false);
  const next = payments[0];
  if (!next) return <Text fw={600}>{t("credit.termOver")}</Text>;
  const total = payments.reduce((sum, payment) => sum + payment.amount, 0);
  return (
    <Stack gap="xs">
      <Text>
        {t("credit.next", { amount: formats.kopecks(next.amount), date: formats.date(next.due) })}{" "}
        {t("credit.left", { count: payments.length, total: formats.money(total) })}
      </Text>
      <Group className="no-print">
        <Button
          variant="default"
          size="xs"
          onClick={toggle}
          aria-expanded={open}
          aria-describedby={headingId}
        >
          {open ? t("credit.hideSchedule") : t("credit.showSchedule")}
        </Button>
      </Group>
      <Collapse expanded={open}>
        <Schedule label={t("credit.schedule", { id })} payments={payments} />
      </Collapse>
      <Text size="sm" c="dimmed">
        {t("credit.planned")}
      </Text>
    </Stack>
  );
}

function Schedule({ label, payments }: { label: string; payments: Payment[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <DataTable
      label={label}
      minWidth={420}
      maxHeight={360}
      columns={[
        { label: t("credit.due") },
        ...(["payment", "interest", "principal", "balance"] as const).map((name) => ({
          label: t(`credit.${name}`),
          numeric: true,
        })),
      ]}
    >
      {payments.map((payment) => (
        <Table.Tr key={payment.number}>
          <RowName>{formats.date(payment.due)}</RowName>
          <Table.Td className="number">{formats.kopecks(payment.amount)}</Table.Td>
          <Table.Td className="number">{formats.kopecks(payment.interest)}</Table.Td>
          <Table.Td className="number">{formats.kopecks(payment.principal)}</Table.Td>
          <Table.Td className="number">{formats.kopecks(payment.left)}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
