import type { Russian } from "../../kit/translations";
import type { en } from "./en";

export const ru: Russian<typeof en> = {
  desk: {
    queue: "Очередь",
    mine: "Мои решения",
    overrides: "Журнал отступлений",
    journal: {
      take: "Взято дело",
      release: "Дело возвращено в очередь",
      assign: "Дело закреплено",
      score: "Пересчитан балл дела",
      decide: "Принято решение по заявке",
      book: "Выдан кредит",
    },
  },
};
