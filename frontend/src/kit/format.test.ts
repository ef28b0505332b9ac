import { afterEach, describe, expect, test, vi } from "vitest";
import { createFormats } from "./format";
import { readerLocale } from "./locale";

const plain = (text: string) => text.replace(/\s/g, " ");

describe("formats", () => {
  const ru = createFormats("ru");
  const en = createFormats("en");

  test("money is in roubles", () => {
    expect(plain(ru.money("157500.00"))).toBe("157 500 ₽");
    expect(plain(en.money(157500))).toBe("RUB 157,500");
  });

  test("probabilities have two digits that mean something", () => {
    expect(plain(ru.percent(0.00312))).toBe("0,31 %");
    expect(en.percent(0.1234)).toBe("12%");
    expect(en.percent(0.039095)).toBe("3.9%");
  });

  test("a probability at the floor is no exact figure", () => {
    expect(en.percent(0.0005)).toBe("≤ 0.05%");
    expect(plain(ru.percent(0.0005))).toBe("не выше 0,05 %");
    expect(en.percent(0.00051)).toBe("0.051%");
  });

  test("in a column digits stand below digits, and the floor is no exact figure either", () => {
    expect([en.percentInTable(0.0052), en.percentInTable(0.0005)]).toEqual(["0.52%", "≤ 0.05%"]);
    expect([ru.percentInTable(0.5), ru.percentInTable(0.0001)].map(plain)).toEqual([
      "50,00 %",
      "≤ 0,05 %",
    ]);
  });

  test("on an axis numbers and months are short", () => {
    expect([ru.compact(250), ru.compact(2500)].map(plain)).toEqual(["250", "2,5 тыс."]);
    expect(en.compact(1_500_000)).toBe("1.5M");
    expect(en.monthOnAxis("2026-10-01")).toBe("Oct 26");
    expect(plain(ru.monthOnAxis("2026-10-01"))).toBe("окт. 26");
  });

  test("what is added or taken away has its sign and the reader's decimal mark", () => {
    expect([ru.signed(2.4), ru.signed(-0.256), ru.signed(0)]).toEqual(["+2,40", "−0,26", "0,00"]);
    expect([en.signed(2.4), en.signed(-0.256)]).toEqual(["+2.40", "−0.26"]);
  });

  test("rates are percentages as the language writes them", () => {
    expect([en.rate(16), plain(ru.rate(16.5))]).toEqual(["16%", "16,5 %"]);
  });

  test("Russian dates end with the year", () => {
    expect([ru.month("2026-10-01"), ru.date("2026-10-01")].map(plain)).toEqual([
      "октябрь 2026",
      "01.10.2026",
    ]);
    expect(en.month("2026-10-01")).toBe("October 2026");
  });

  test("a moment in a column names another year only", () => {
    const year = new Date().getFullYear();
    expect(ru.momentInTable(`${year}-11-25T05:41:00`)).toBe("25.11, 05:41");
    expect(ru.momentInTable("2019-11-25T05:41:00")).toBe("25.11.2019, 05:41");
    expect(createFormats("en", "en-GB").momentInTable("2019-11-25T05:41:00")).toBe(
      "25 Nov 2019, 05:41",
    );
  });
});

test("the reader's own locale is followed where it speaks the page's language", () => {
  expect(readerLocale("en", ["ru-RU", "en-US", "en-GB"])).toBe("en-US");
  expect(readerLocale("en", ["de-DE"])).toBe("en-GB");
  expect(readerLocale("ru", ["en-US"])).toBe("ru-RU");
  expect(readerLocale("ru", ["ru-BY"])).toBe("ru-BY");
  // What some browsers say is no locale, and no format can be made of it
  expect(readerLocale("en", ["en-US@posix"])).toBe("en-GB");
  expect(readerLocale("ru", ["ru_RU", "ru-", "C"])).toBe("ru-RU");
});

describe.each([
  ["America/Los_Angeles", 480],
  ["Asia/Kamchatka", -720],
])("read in %s", (zone, minutes) => {
  afterEach(() => vi.unstubAllEnvs());

  test("a day is the same day", () => {
    vi.stubEnv("TZ", zone);
    expect(new Date("2026-11-24").getTimezoneOffset()).toBe(minutes);
    const en = createFormats("en");
    expect(en.date("2026-11-24")).toBe("Nov 24, 2026");
    expect(en.date("1991-04-01")).toBe("Apr 1, 1991");
    expect(en.month("2026-11-01")).toBe("November 2026");
    expect([en.monthLetter(0), en.monthName(0)]).toEqual(["J", "January"]);
  });
});
