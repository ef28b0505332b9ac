import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  applicationPlaces: {
    list: "Заявки",
    own: "Мои заявки",
    journal: {
      create: "Начата заявка",
      edit: "Изменена поданная заявка",
      submit: "Подана заявка",
      expire: "Истёк срок заявки",
      move: "Изменено состояние заявки",
      whatIf: "Просмотр «что если»",
    },
  },
};
