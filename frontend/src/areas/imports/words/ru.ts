import type { Russian } from "../../../kit/translations";
import type { en } from "./en";
import { ru as faults } from "./faults-ru";
import { ru as fields } from "./fields-ru";
import { ru as rows } from "./row-faults-ru";
import { ru as walk } from "./walk-ru";

export const ru: Russian<typeof en> = {
  ...faults,
  ...fields,
  ...rows,
  ...walk,
  files: {
    help: "Загрузите файл, проверьте отчёт и подтвердите. До подтверждения в базе ничего не меняется.",
    new: "Новый файл",
    kind: "Что в файле",
    kinds: {
      applicants: "Заявители и клиенты",
      credits: "Кредиты",
      payments: "Платежи",
    },
    kindHelp: {
      applicants:
        "Строка на человека: ваш номер клиента, ФИО и данные анкеты. Загружайте первым: к людям привязаны кредиты.",
      credits:
        "Строка на договор: номер клиента, номер договора, сумма, ставка, дата выдачи, срок. Клиенты уже должны быть загружены.",
      payments:
        "Строка на месяц договора: номер договора, месяц и статус или дни просрочки. Достаточно прислать новый месяц.",
    },
    formats: "CSV, XLSX, Parquet, Metro 2, TUTDF; не больше {{megabytes}} МБ.",
    template: "Скачать шаблон с примером",
    templateHelp: "Открывается в Excel. Строки-примеры удалите.",
    templateName: "шаблон-{{kind}}.csv",
    drop: "Перетащите файл сюда или",
    choose: "Выберите файл",
    chosen: "Файл: {{name}}, {{size}}",
    kilobytes: "{{size}} КБ",
    megabytes: "{{size}} МБ",
    totals: "Контрольные итоги, если они есть",
    totalsHelp:
      "Из сопроводительного письма. Если итоги файла разойдутся с ними, отчёт это покажет.",
    declared: { rows: "Строк в файле", amount: "Сумма по файлу" },
    notANumber: "Введите число.",
    notSentTitle: "Файл не отправлен.",
    upload: "Загрузить",
    reading: "Считаем контрольную сумму: {{share}}",
    sending: "Отправляем файл: {{share}}",
    stopsHere: "Не закрывайте страницу, пока файл отправляется.",
    noFile: "Выберите файл.",
    emptyFile: "Файл пуст. Сохраните его ещё раз и выберите снова.",
    tooLarge: "Файл больше {{megabytes}} МБ. Разделите его на части и загрузите их по очереди.",
    oneFile: "Загружайте файлы по одному.",
    notSent: "Связь прервалась. Проверьте подключение и нажмите «Загрузить» ещё раз.",
    sameFile: "Этот же файл уже загружен. Откройте ту загрузку: второй раз он ничего не добавит.",
    openSame: "Открыть загрузку № {{id}}",
    list: "Загрузки",
    none: "Загрузок пока нет. Скачайте шаблон выше, заполните его и загрузите.",
    file: "Файл",
    who: "Кто",
    when: "Когда",
    rows: "Строк",
    state: "Состояние",
    more: "Показать ещё",
    states: {
      waiting: "Файл не отправлен",
      uploaded: "Читается",
      profiled: "Ждёт проверки",
      checked: "Ждёт подтверждения",
      confirmed: "В очереди на загрузку",
      applying: "Загружается",
      applied: "Загружено",
      rejected: "Отклонён",
      cancelled: "Отменён",
      expired: "Срок истёк",
      undoing: "Отменяется",
      undone: "Загрузка отменена",
    },
  },
};
