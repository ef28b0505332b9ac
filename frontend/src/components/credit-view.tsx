/** A credit: terms, what remains to be paid, and how it was paid so far. */

import { Box, Button, Collapse, Group, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Credit } from "../api/client";
import { isPaidOff, monthsOf, PAYMENT_STATUSES, type Payment, schedule, yearsOf } from "../credit";
import { utcDay } from "../days";
import { useFormats } from "../format";
import { DataTable } from "./data-table";

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

/** One cell a month, a row a year; each cell says its status in text, too. */
function PaymentHistory({ credit }: { credit: Credit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const months = monthsOf(credit);
  if (months.length === 0) return <Text c="dimmed">{t("credit.noHistory")}</Text>;
  const seen = new Set(months.map((entry) => entry.status));
  return (
    <div>
      <Title order={3} size="h5" id="history" mb="xs">
        {t("credit.history")}
      </Title>
      <Box style={{ overflowX: "auto" }} tabIndex={0} role="region" aria-labelledby="history">
        <table className="months">
          <thead>
            <tr>
              <td />
              {Array.from({ length: 12 }, (_, index) => (
                <th key={index} scope="col">
                  {formats.monthName(index)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {yearsOf(months).map(({ year, months: cells }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                {cells.map((entry, index) =>
                  entry === null ? (
                    <td key={index} />
                  ) : (
                    <td
                      key={index}
                      className="month"
                      data-status={entry.status}
                      title={`${formats.month(entry.month)}: ${t(`paymentStatus.${entry.status}`)}`}
                    >
                      {entry.status}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      <Group gap="md" mt="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {PAYMENT_STATUSES.filter((status) => seen.has(status)).map((status) => (
          <Group key={status} gap={6} component="li" wrap="nowrap">
            <span className="month" data-status={status} style={{ lineHeight: "1.7rem" }}>
              {status}
            </span>
            <Text size="sm">{t(`paymentStatus.${status}`)}</Text>
          </Group>
        ))}
      </Group>
    </div>
  );
}
