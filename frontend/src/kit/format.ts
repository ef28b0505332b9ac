/** Numbers, money and dates in the reader's language. */

import { useTranslation } from "react-i18next";
import { createNumberReader } from "./numbers";

/** No model says less: no data tell lower ones apart. */
const SMALLEST_PROBA = 0.0005;
const AT_MOST: Record<string, string> = { ru: "не выше", en: "≤" };

export function createFormats(language: string) {
  const money = new Intl.NumberFormat(language, {
    style: "currency",
    currency: "RUB",
    maximumFractionDigits: 0,
  });
  const cents = new Intl.NumberFormat(language, { style: "currency", currency: "RUB" });
  const number = new Intl.NumberFormat(language);
  const rating = new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const percent = new Intl.NumberFormat(language, {
    style: "percent",
    maximumSignificantDigits: 2,
  });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(language, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const dayOfMonth = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const monthName = new Intl.DateTimeFormat(language, { month: "narrow", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return {
    money: (amount: number | string) => money.format(Number(amount)),
    kopecks: (amount: number | string) => cents.format(Number(amount)),
    number: (value: number) => number.format(value),
    /** Reads what a person typed, by the separators that are printed here. */
    readNumber: createNumberReader(language),
    rating: (value: number) => rating.format(value),
    /** A probability: two significant digits, as more would pretend to be exact. */
    percent: (proba: number) =>
      proba <= SMALLEST_PROBA
        ? `${AT_MOST[language] ?? "≤"} ${percent.format(SMALLEST_PROBA)}`
        : percent.format(proba),
    /** A calendar day, given as YYYY-MM-DD: the same day for readers in every time zone. */
    date: (day: string) => date.format(new Date(day)),
    /** The month of a day, by itself. */
    month: (day: string) => month.format(new Date(day)),
    /** The month of a day, after "since": Russian declines it as it does beside a day. */
    sinceMonth: (day: string) => withoutDay(dayOfMonth.formatToParts(new Date(day))),
    monthName: (index: number) => monthName.format(new Date(Date.UTC(2024, index, 1))),
    /** A moment in the reader's time zone. */
    moment: (value: string) => moment.format(new Date(value)),
  };
}

/** Leaves out the day and what parts it from the rest. */
function withoutDay(parts: Intl.DateTimeFormatPart[]): string {
  return parts
    .filter((part, index) => part.type !== "day" && parts[index - 1]?.type !== "day")
    .map((part) => part.value)
    .join("");
}

export type Formats = ReturnType<typeof createFormats>;

const known = new Map<string, Formats>();

/** The formats of the reader's language; made once, for making them is slow. */
export function useFormats(): Formats {
  const { language } = useTranslation().i18n;
  const formats = known.get(language) ?? createFormats(language);
  known.set(language, formats);
  return formats;
}
