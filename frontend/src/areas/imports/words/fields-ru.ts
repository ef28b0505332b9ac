import type { Russian } from "../../../kit/translations";
import type { en } from "./fields-en";

export const ru: Russian<typeof en> = {
  importFields: {
    applicants: {
      external_id: "Номер клиента",
      full_name: "ФИО",
      last_name: "Фамилия",
      first_name: "Имя",
      patronymic: "Отчество",
      phone: "Телефон",
      email: "E-mail",
      document: "Паспорт",
      manager_login: "Менеджер",
    },
    credits: {
      client_external_id: "Номер клиента",
      external_id: "Номер договора",
      amount_total: "Сумма кредита",
      annual_rate: "Ставка, %",
      issued_on: "Дата выдачи",
      term_months: "Срок, мес",
    },
    payments: {
      credit_external_id: "Номер договора",
      month: "Месяц",
      status: "Статус",
      days_past_due: "Дней просрочки",
      amount_overdue: "Сумма просрочки",
    },
  },
  importUnits: {
    a_year: "за год",
    a_month: "за месяц",
    thousands_a_year: "тысяч за год",
    thousands_a_month: "тысяч за месяц",
    roubles: "рублей",
    thousands: "тысяч рублей",
    percent: "проценты",
    fraction: "доля: 0,125 вместо 12,5 %",
    date: "дата",
    days_back: "дней до сегодня",
    months_back: "месяцев до сегодня",
    years_back: "лет до сегодня",
  },
  importStatuses: {
    X: "X: платёж не требовался",
    C: "C: задолженность погашена",
    "0": "0: в срок или с задержкой до 29 дней",
    "1": "1: просрочка 30–59 дней",
    "2": "2: просрочка 60–89 дней",
    "3": "3: просрочка 90–119 дней",
    "4": "4: просрочка 120–149 дней",
    "5": "5: просрочка от 150 дней, списан",
  },
};
