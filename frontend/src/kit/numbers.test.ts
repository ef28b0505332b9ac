import { describe, expect, test } from "vitest";
import { createFormats } from "./format";
import { createNumberReader } from "./numbers";

const LOCALES = ["ru", "en", "ru-RU", "en-US", "en-GB", "en-IN", "en-ZA", "en-CH", "en-AT"];
const read = { ru: createNumberReader("ru"), en: createNumberReader("en") };

/** Amounts of every length, from a generator with a fixed seed. */
function* amounts(count: number): Generator<number> {
  let state = 20_261_128;
  for (let index = 0; index < count; index += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield Math.round((state / 2 ** 31) * 10 ** (3 + (index % 10))) / 100;
  }
}

describe.each(LOCALES)("what is printed in %s", (locale) => {
  const formats = createFormats(locale);
  const back = (text: string) => {
    const reading = formats.readNumber(text);
    return "value" in reading ? Number(reading.value) : `${text} ${reading.fault}`;
  };

  test("is read back to itself", () => {
    for (const amount of amounts(2_000)) {
      const [whole, tenths] = [Math.round(amount), Math.round(amount * 10) / 10];
      expect(back(formats.money(whole))).toBe(whole);
      expect(back(formats.money(-whole))).toBe(-whole);
      expect(back(formats.kopecks(amount))).toBe(amount);
      expect(back(formats.number(amount))).toBe(amount);
      expect(back(formats.number(tenths))).toBe(tenths);
      expect(back(String(whole))).toBe(whole);
    }
  });

  test("is asked for where its last digit is missing", () => {
    for (const amount of amounts(500)) {
      const text = formats.number(Math.round(amount));
      if (amount < 1_000) continue;
      expect(formats.readNumber(text.slice(0, -1)), text).toHaveProperty("fault");
    }
  });
});

test.each([
  ["en", "87,500", "87500"],
  ["en", "150,000", "150000"],
  ["en", "1,234,567.89", "1234567.89"],
  ["en", "RUB 180,000", "180000"],
  ["en", "180000,50", "180000.50"],
  ["en", "1.234,50", "1234.50"],
  ["en", "0,5", "0.5"],
  ["en", "2.0", "2.0"],
  ["en", "1’234’567", "1234567"],
  ["en", "1.234.567", "1234567"],
  ["ru", "120 000", "120000"],
  ["ru", "120\u00a0000,50\u00a0₽", "120000.50"],
  ["ru", "120\u202f000 руб.", "120000"],
  ["ru", "180 000 рублей", "180000"],
  ["ru", "120.50", "120.50"],
  ["ru", "1,234.50", "1234.50"],
  ["ru", "2,0", "2.0"],
  ["ru", " \u200e−87 700 ₽ ", "-87700"],
  ["ru", "000", "0"],
] as const)("in %s %o is %s", (language, text, value) => {
  expect(read[language](text)).toEqual({ value });
});

test("in a locale that prints money with other marks than numbers, money is asked for", () => {
  const formats = createFormats("en-DE"); // 87.500 and RUB 87,500
  expect(formats.readNumber(formats.number(87_500))).toEqual({ value: "87500" });
  expect(formats.readNumber("RUB 87,500")).toHaveProperty("fault", "ambiguous");
});

test("thousands set apart as elsewhere are asked for, not read as a fraction", () => {
  expect(createNumberReader("en-IN")("187,500")).toEqual({ fault: "separators" });
});

test.each([
  ["en", "1.234", "1234", "1.234"],
  ["ru", "120.000", "120000", "120.000"],
  ["ru", "87,500", "87500", "87.500"],
] as const)("in %s %o can be two numbers", (language, text, thousands, fraction) => {
  expect(read[language](text)).toEqual({ fault: "ambiguous", thousands, fraction });
});

test.each([
  ["en", "87,50"],
  ["en", "87,5000"],
  ["en", "1,23,456"],
  ["en", "87,500,"],
  ["ru", "87 5000"],
  ["ru", "8 7"],
  ["ru", "1,2,3"],
  ["ru", "1.234,567.8"],
] as const)("in %s %o has separators where none belong", (language, text) => {
  expect(read[language](text)).toEqual({ fault: "separators" });
});

test.each([
  "",
  " ",
  "₽",
  "1e6",
  "0x10",
  "0b1",
  "١٢٣",
  "१२३",
  "１２３",
  "1_000",
  "12%",
  "$5",
  "--5",
  "Infinity",
  "двести",
  "1;2",
])("%o is not a number", (text) => {
  expect(read.en(text)).toEqual({ fault: "notANumber" });
  expect(read.ru(text)).toEqual({ fault: "notANumber" });
});
