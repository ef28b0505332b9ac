/** The credit that is wanted, and what it costs. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { BurdenView, useBurden } from "./burden-bar";
import { Facts } from "./facts";
import { toForm } from "./form-model";
import type { Application } from "./queries";

export function WantedFacts({ application }: { application: Application }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const burden = useBurden(toForm(application));
  const { amount_rub, term_months, purpose, annual_rate } = application.wanted;
  return (
    <>
      <Facts
        facts={[
          [t("applicationFields.amount_rub"), amount_rub && formats.money(amount_rub)],
          [
            t("applicationFields.term_months"),
            term_months !== null && t("credit.months", { count: term_months }),
          ],
          [t("applicationFields.purpose"), purpose && t(`purposes.${purpose}`)],
          [t("applicationFields.annual_rate"), annual_rate && formats.rate(Number(annual_rate))],
        ]}
      />
      <BurdenView burden={burden} />
    </>
  );
}
