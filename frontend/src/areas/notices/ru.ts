import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  noticePlaces: {
    list: "Уведомления",
    own: "Решения по моим заявкам",
    journal: {
      produce: "Уведомление составлено",
      send: "Уведомление отправлено",
      deliver: "Уведомление вручено",
      return: "Уведомление вернулось",
      object: "Подано возражение",
      answer: "Возражение рассмотрено",
    },
  },
};
