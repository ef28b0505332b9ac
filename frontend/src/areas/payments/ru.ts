import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  payments: {
    title: "Платежи",
    changes: "Изменения",
    journal: {
      feed: "Получены платежи",
      close: "Месяц подписан",
      confirm: "Закрытие месяца подтверждено",
      reopen: "Месяц открыт повторно",
    },
  },
};
