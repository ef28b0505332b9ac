import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  journal: {
    title: "Журнал",
    action: "Действие",
    all: "Все действия",
    when: "Когда",
    who: "Сотрудник",
    whom: "Объект",
    what: "Изменения",
    none: "Записей пока нет.",
    manager: "Менеджер {{id}}",
    user: "Пользователь {{id}}",
    inDays: { days_birth: "Возраст в днях", days_employed: "Стаж в днях" },
  },
};
