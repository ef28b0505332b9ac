/** Numbers, money and dates as the reader writes them. */

import { useTranslation } from "react-i18next";
import { createNumberReader } from "./numbers";
import { separatorOf } from "./csv";
import { readerLocale } from "./locale";

/** No model says less: no data tell lower ones apart. */
const SMALLEST_PROBA = 0.0005;
const AT_MOST: Record<string, string> = { ru: "не выше", en: "≤" };

/** The forms of a language's base, where `Intl` leaves a choice. */
function shapesOf(language: string) {
  return language === "ru"
    ? ({ day: { dateStyle: "short" }, month: "2-digit" } as const)
    : ({ day: { dateStyle: "medium" }, month: "short" } as const);
}

/**
 * @param language the language of the words
 * @param locale whose habits numbers and dates follow: the same language, perhaps of a country
 */
export function createFormats(language: string, locale = language) {
  const shapes = shapesOf(language);
  const numberFormat = (options?: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, options);
  const dateFormat = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    // Russian's "г." after the year says nothing that the year does not
    return (value: string | Date) => format.format(new Date(value)).replace(/\sг\.$/, "");
  };
  const money = numberFormat({ style: "currency", currency: "RUB", maximumFractionDigits: 0 });
  const cents = numberFormat({ style: "currency", currency: "RUB" });
  const number = numberFormat();
  const compact = numberFormat({ notation: "compact", maximumFractionDigits: 1 });
  const rating = numberFormat({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const signed = numberFormat({
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  const signedWhole = numberFormat({ maximumFractionDigits: 0, signDisplay: "exceptZero" });
  const rate = numberFormat({ style: "percent", maximumFractionDigits: 2 });
  const percent = numberFormat({ style: "percent", maximumSignificantDigits: 2 });
  const fixedPercent = numberFormat({ style: "percent", minimumFractionDigits: 2 });
  const thousandths = numberFormat({ minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const dayAndMonth = { day: "2-digit", month: shapes.month } as const;
  const thisYear = dateFormat({ ...dayAndMonth, ...time });
  const anotherYear = dateFormat({ ...dayAndMonth, year: "numeric", ...time });
  const dayThisYear = dateFormat(dayAndMonth);
  const dayAnotherYear = dateFormat({ ...dayAndMonth, year: "numeric" });
  const monthLetter = dateFormat({ month: "narrow", timeZone: "UTC" });
  const monthName = dateFormat({ month: "long", timeZone: "UTC" });
  return {
    money: (amount: number | string) => money.format(Number(amount)),
    kopecks: (amount: number | string) => cents.format(Number(amount)),
    number: (value: number) => number.format(value),
    /** A number on an axis: "2.5K". */
    compact: (value: number) => compact.format(value),
    /** Reads what a person typed, by the separators that are printed here. */
    readNumber: createNumberReader(locale),
    /** What separates the cells of a file for the reader's spreadsheet. */
    separator: separatorOf(locale),
    rating: (value: number) => rating.format(value),
    /** What is added or taken away, with its sign. */
    signed: (value: number) => signed.format(value).replace("-", "−"),
    /** The same of whole things, such as points. */
    signedWhole: (value: number) => signedWhole.format(value).replace("-", "−"),
    /** A rate of interest, given in percent. */
    rate: (percentage: number) => rate.format(percentage / 100),
    /** A probability: two significant digits, as more would pretend to be exact. */
    percent: (proba: number) =>
      proba <= SMALLEST_PROBA
        ? `${AT_MOST[language] ?? "≤"} ${percent.format(SMALLEST_PROBA)}`
        : percent.format(proba),
    /** A probability in a column: digits stand below digits. */
    percentInTable: (proba: number) =>
      proba <= SMALLEST_PROBA
        ? `≤ ${fixedPercent.format(SMALLEST_PROBA)}`
        : fixedPercent.format(proba),
    /** A share of any kind in a column, down to nothing. */
    shareInTable: (share: number) => fixedPercent.format(share),
    /** A statistic in a column. */
    thousandths: (value: number) => thousandths.format(value).replace("-", "−"),
    /** A calendar day, given as YYYY-MM-DD: the same day for readers in every time zone. */
    date: dateFormat({ ...shapes.day, timeZone: "UTC" }),
    /** The month of a day. */
    month: dateFormat({ month: "long", year: "numeric", timeZone: "UTC" }),
    /** The same on an axis. */
    monthOnAxis: dateFormat({ month: "short", year: "2-digit", timeZone: "UTC" }),
    /** The first letter of a month, and its whole name for who does not see the table. */
    monthLetter: (index: number) => monthLetter(firstOf(index)),
    monthName: (index: number) => monthName(firstOf(index)),
    /** A moment in the reader's time zone. */
    moment: dateFormat({ ...shapes.day, timeStyle: "short" }),
    /** The hour of a moment of today. */
    time: dateFormat(time),
    /** A moment in a column: the year only where it is not this one. */
    momentInTable: (value: string) => (isThisYear(value) ? thisYear : anotherYear)(value),
    /** The day of a moment on an axis. */
    dayOnAxis: (value: string) => (isThisYear(value) ? dayThisYear : dayAnotherYear)(value),
  };
}

/** Returns a day in a month counted from 0. */
function firstOf(month: number): Date {
  return new Date(Date.UTC(2024, month, 1));
}

function isThisYear(value: string): boolean {
  return new Date(value).getFullYear() === new Date().getFullYear();
}

export type Formats = ReturnType<typeof createFormats>;

const known = new Map<string, Formats>();

/** The formats of the reader; made once, for making them is slow. */
export function useFormats(): Formats {
  const { language } = useTranslation().i18n;
  const locale = readerLocale(language, navigator.languages);
  const formats = known.get(locale) ?? createFormats(language, locale);
  known.set(locale, formats);
  return formats;
}
