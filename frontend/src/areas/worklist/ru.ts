import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  today: {
    title: "Сегодня",
    ofManager: "Работа менеджеров",
    journal: {
      done: "Задача отмечена выполненной",
      snooze: "Задача отложена",
      undo: "Отметка о задаче снята",
    },
  },
};
