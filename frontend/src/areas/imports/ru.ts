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
      undo: "Загруженное из файла отменено",
      fetch: "Скачан файл",
    },
  },
};
