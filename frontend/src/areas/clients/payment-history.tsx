/** How a credit was paid so far, month by month. */

import { Box, Group, Text, Title, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { PAYMENT_STATUSES, yearsOf } from "./credit";
import type { PaymentMonth } from "./queries";

interface Props {
  months: PaymentMonth[];
  /** The id of the credit's own heading: a reader may see several histories. */
  headingId: string;
}

/** One cell a month, a row a year; each cell says its status in text, too. */
export function PaymentHistory({ months, headingId }: Props) {
  const { t } = useTranslation();
  if (months.length === 0) return <Text c="dimmed">{t("credit.noHistory")}</Text>;
  const seen = new Set(months.map((entry) => entry.status));
  const id = `${headingId}-history`;
  return (
    <div>
      <Title order={4} size="h6" id={id} mb="xs">
        {t("credit.history")}
      </Title>
      <Box
        style={{ overflowX: "auto" }}
        tabIndex={0}
        role="region"
        aria-labelledby={`${id} ${headingId}`}
      >
        <Strip months={months} />
      </Box>
      <Group gap="md" mt="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {PAYMENT_STATUSES.filter((status) => seen.has(status)).map((status) => (
          <Group key={status} gap={6} component="li" wrap="nowrap">
            <span
              className="month"
              data-status={status}
              style={{ lineHeight: "1.7rem" }}
              aria-hidden
            >
              {status}
            </span>
            <Text size="sm">{t(`paymentStatus.${status}`)}</Text>
          </Group>
        ))}
      </Group>
    </div>
  );
}

function Strip({ months }: { months: PaymentMonth[] }) {
  const formats = useFormats();
  return (
    <table className="months">
      <thead>
        <tr>
          <td />
          {Array.from({ length: 12 }, (_, index) => (
            <th key={index} scope="col">
              <span aria-hidden>{formats.monthLetter(index)}</span>
              <VisuallyHidden>{formats.monthName(index)}</VisuallyHidden>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {yearsOf(months).map(({ year, months: cells }) => (
          <tr key={year}>
            <th scope="row">{year}</th>
            {cells.map((entry, index) => (
              <Cell key={index} entry={entry} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ entry }: { entry: PaymentMonth | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (entry === null) return <td />;
  return (
    <td
      className="month"
      data-status={entry.status}
      title={`${formats.month(entry.month)}: ${t(`paymentStatus.${entry.status}`)}`}
    >
      <span aria-hidden>{entry.status}</span>
      <VisuallyHidden>
        {formats.month(entry.month)}: {t(`paymentStatus.${entry.status}`)}
      </VisuallyHidden>
    </td>
  );
}
