import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  journal: {
    title: "Журнал",
    action: "Действие",
    all: "Все действия",
    when: "Когда",
    who: "Кто",
    whom: "Кого",
    what: "Что",
    none: "Пока ничего не происходило.",
    manager: "Менеджер {{id}}",
    user: "Пользователь {{id}}",
    inDays: { days_birth: "Возраст в днях", days_employed: "Стаж в днях" },
  },
};
