/** Figures of the portfolio in words. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { withSign } from "../policies/simulator-figures";
import type { ModelName, PaymentStatus } from "./queries";

export function useFigures() {
  const { t } = useTranslation();
  const formats = useFormats();
  const orNone = (write: (value: number) => string) => (value: number | null) =>
    value === null ? "–" : write(value);
  const share = orNone((value) => formats.rate(value * 100));
  const money = orNone((value) => formats.money(Math.round(value)));
  return {
    share,
    money,
    count: orNone(formats.number),
    proba: orNone(formats.percent),
    percentagePoints: withSign(
      orNone((value) =>
        t("bookTiles.percentagePoints", { points: formats.number(Math.round(value * 1e4) / 100) }),
      ),
    ),
    clients: (count: number) => t("book.ofClients", { count }),
    grade: (grade: string | null) => {
      if (grade === "default" || grade === "unknown") return t(`${grade}.grade`);
      return grade ?? t("book.unscored");
    },
    status: (status: PaymentStatus | null) =>
      status === null ? t("book.unknownStatus") : t(`paymentStatus.${status}`),
    model: (model: ModelName | null) => (model === null ? "–" : t(`models.${model}`)),
  };
}
