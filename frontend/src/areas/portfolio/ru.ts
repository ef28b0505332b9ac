/** То же по-русски; слова страниц приходят вместе с ними. */
import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  portfolio: { title: "Портфель", requested: "Запрошен расчёт портфеля" },
};
