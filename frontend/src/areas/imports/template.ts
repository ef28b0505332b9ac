/** Files to begin with: the columns of a kind in the reader's words, and rows that show how to fill them in. */

import { fieldsOf } from "./fields";
import type { Kind } from "./model";

/** How the reader writes. */
export interface Habits {
  fieldName: (field: string) => string;
  /** The words of a value of a closed list. */
  valueName: (value: string) => string;
  number: (value: number) => string;
  date: (isoDate: string) => string;
}

/** Returns how one writes in a language. */
export function habitsIn(
  language: string,
  { fieldName, valueName }: Pick<Habits, "fieldName" | "valueName">,
): Habits {
  const decimal = language === "ru" ? "," : ".";
  return {
    fieldName,
    valueName,
    number: (value) => String(value).replace(".", decimal),
    date: (isoDate) => isoDate.split("-").reverse().join("."),
  };
}

type Example = Record<string, string | number | { date: string } | { value: string }>;

const value = (code: string) => ({ value: code });
const date = (day: string) => ({ date: day });

const PERSON: Example = {
  external_id: "К-00017",
  last_name: "Иванова",
  first_name: "Мария",
  patronymic: "Сергеевна",
  phone: "+7 912 345-67-89",
  email: "ivanova@example.com",
  code_gender: value("F"),
  flag_own_car: value("N"),
  flag_own_realty: value("Y"),
  cnt_children: 1,
  amt_income_total: 720000.5,
  name_income_type: value("Working"),
  name_education_type: value("Higher education"),
  name_family_status: value("Married"),
  name_housing_type: value("House / apartment"),
  born_on: date("1987-03-12"),
  employed_since: date("2015-09-21"),
  flag_work_phone: value("0"),
  flag_phone: value("1"),
  flag_email: value("1"),
  occupation_type: value("Accountants"),
  cnt_fam_members: 3,
};

const EXAMPLES: Record<Kind, Example[]> = {
  applicants: [
    PERSON,
    {
      ...PERSON,
      external_id: "К-00018",
      last_name: "Петров",
      first_name: "Алексей",
      patronymic: "Игоревич",
      phone: "+7 921 000-11-22",
      email: "",
      code_gender: value("M"),
      cnt_children: 0,
      amt_income_total: 264000,
      name_income_type: value("Pensioner"),
      name_family_status: value("Widow"),
      born_on: date("1955-11-30"),
      employed_since: "",
      flag_email: value("0"),
      occupation_type: "",
      cnt_fam_members: 1,
    },
  ],
  credits: [
    {
      client_external_id: "К-00017",
      external_id: "Д-2024-0031",
      amount_total: 450000,
      annual_rate: 17.5,
      issued_on: date("2024-02-29"),
      term_months: 36,
    },
  ],
  payments: [
    {
      credit_external_id: "Д-2024-0031",
      month: date("2026-10-01"),
      days_past_due: 0,
      amount_overdue: 0,
    },
    {
      credit_external_id: "Д-2024-0031",
      month: date("2026-11-01"),
      days_past_due: 12,
      amount_overdue: 16157.4,
    },
  ],
};

/** Returns a file that Excel opens with its columns apart and its letters right: with a mark, and `;`. */
export function templateOf(kind: Kind, habits: Habits): string {
  const examples = EXAMPLES[kind];
  const names = fieldsOf(kind)
    .map(({ name }) => name)
    .filter((name) => examples.some((example) => name in example));
  const rows = examples.map((example) => names.map((name) => written(example[name], habits)));
  const lines = [names.map(habits.fieldName), ...rows].map((cells) => cells.map(quoted).join(";"));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function written(cell: Example[string] | undefined, habits: Habits): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return habits.number(cell);
  if (typeof cell === "string") return cell;
  return "date" in cell ? habits.date(cell.date) : habits.valueName(cell.value);
}

function quoted(cell: string): string {
  return /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
