import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  imports: {
    title: "Загрузка файлов",
    journal: {
      open: "Отправлен файл",
      read: "Файл прочитан заново",
      check: "Файл проверен",
      apply: "Загрузка файла подтверждена",
      cancel: "Загрузка файла отменена до записи",
      applied: "Файл загружен",
      undo: "Подтверждена отмена загрузки файла",
      undone: "Загруженное из файла отменено",
      fetch: "Скачан файл",
    },
  },
};
