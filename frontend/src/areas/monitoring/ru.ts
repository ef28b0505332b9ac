import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  monitoring: {
    title: "Мониторинг",
    openAlarms: "Открытых тревог: {{number}}",
    journal: {
      verdict: "Работа с заключением",
      alert: "Работа с сигналом",
      verdictAgain: "Заключение снова открыто",
      alertAgain: "Сигнал снова открыт",
    },
  },
};
