/** What the wanted credit costs a month, beside what is earned in one. */

import { Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { type Burden, burdenOf, zoneOf } from "./burden";
import type { FormValues } from "./form-model";

const COLOURS = { good: "teal", poor: "yellow", bad: "red" } as const;

/** Returns the burden of what is typed; null where it cannot be told yet. */
export function useBurden(form: FormValues): Burden | null {
  const { readNumber } = useFormats();
  const number = (text: string) => {
    const reading = readNumber(text);
    return "value" in reading ? Number(reading.value) : NaN;
  };
  const wanted = {
    amount: number(form.amount_rub),
    months: number(form.term_months),
    rate: number(form.annual_rate),
  };
  return burdenOf(wanted, number(form.amt_income_total));
}

/** Payment and share in one line, for the bar that stays in sight. */
export function BurdenLine({ burden }: { burden: Burden | null }) {
  const { t } = useTranslation();
  const { money, percent } = useFormats();
  if (!burden) return null;
  return (
    <Text size="sm" component="span">
      {t("burden.payment")}: <strong>{money(burden.payment)}</strong>
      {burden.share !== null && (
        <>
          {" · "}
          {t("burden.share")}:{" "}
          <strong className="tone" data-tone={zoneOf(burden.share)}>
            {percent(burden.share)}
          </strong>
        </>
      )}
    </Text>
  );
}

export function BurdenView({ burden }: { burden: Burden | null }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  if (!burden) return <Text c="dimmed">{t("burden.unknown")}</Text>;
  return (
    <Stack gap="xs" aria-live="polite">
      <SimpleGrid cols={{ base: 1, xs: 2 }} component="dl" m={0}>
        <Fact name={t("burden.payment")}>{money(burden.payment)}</Fact>
        <Fact name={t("burden.overpayment")}>{money(burden.overpayment)}</Fact>
      </SimpleGrid>
      <Share burden={burden} />
    </Stack>
  );
}

function Share({ burden: { share, affordable } }: { burden: Burden }) {
  const { t } = useTranslation();
  const { money, percent } = useFormats();
  if (share === null) return <Text c="dimmed">{t("burden.noIncome")}</Text>;
  const zone = zoneOf(share);
  return (
    <>
      <Text>
        {t("burden.share")}:{" "}
        <strong className="tone" data-tone={zone}>
          {percent(share)}
        </strong>
        . {t(`burden.zones.${zone}`)}
      </Text>
      <Progress value={Math.min(share, 1) * 100} color={COLOURS[zone]} size="lg" aria-hidden />
      {affordable !== null && affordable > 0 && (
        <Text size="sm" c="dimmed">
          {t("burden.affordable", { amount: money(affordable) })}
        </Text>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={600} size="lg">
        {children}
      </Text>
    </div>
  );
}
