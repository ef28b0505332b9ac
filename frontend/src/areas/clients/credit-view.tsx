/** A credit: terms, what remains to be paid, and how it was paid so far. */

import { Button, Collapse, Group, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { DataTable } from "../../kit/data-table";
import { utcDay } from "../../kit/days";
import { useFormats } from "../../kit/format";
import { isPaidOff, type Payment, schedule } from "./credit";
import { PaymentHistory } from "./payment-history";
import type { Credit } from "./queries";

export function CreditView({ credit }: { credit: Credit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const today = utcDay(new Date());
  const remaining = schedule(credit).filter((payment) => payment.due >= today);
  const facts: [string, string][] = [
    [t("credit.amount"), formats.money(credit.amount_total)],
    [
      t("credit.rate"),
      t("credit.ratePerYear", { rate: formats.number(Number(credit.annual_rate)) }),
    ],
    [t("credit.issued"), formats.date(credit.issued_at)],
    [t("credit.term"), t("credit.months", { count: credit.term_months })],
  ];
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 2, md: 4 }} component="dl" m={0}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} fw={600}>
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {isPaidOff(credit) ? (
        <Text fw={600}>{t("credit.paidOff")}</Text>
      ) : (
        <Remaining payments={remaining} />
      )}
      <PaymentHistory credit={credit} />
    </Stack>
  );
}

function Remaining({ payments }: { payments: Payment[] }) {
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
        <Button variant="default" size="xs" onClick={toggle} aria-expanded={open}>
          {open ? t("credit.hideSchedule") : t("credit.showSchedule")}
        </Button>
      </Group>
      <Collapse expanded={open}>
        <DataTable
          label={t("credit.schedule")}
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
              <Table.Td>{formats.date(payment.due)}</Table.Td>
              <Table.Td className="number">{formats.kopecks(payment.amount)}</Table.Td>
              <Table.Td className="number">{formats.kopecks(payment.interest)}</Table.Td>
              <Table.Td className="number">{formats.kopecks(payment.principal)}</Table.Td>
              <Table.Td className="number">{formats.kopecks(payment.left)}</Table.Td>
            </Table.Tr>
          ))}
        </DataTable>
      </Collapse>
      <Text size="sm" c="dimmed">
        {t("credit.planned")}
      </Text>
    </Stack>
  );
}
