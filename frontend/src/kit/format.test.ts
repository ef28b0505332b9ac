import { describe, expect, test } from "vitest";
import { createFormats } from "./format";

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
    expect(en.percent(0.00001)).toBe("< 0.01%");
  });

  test("a day is the same day in every time zone", () => {
    expect(en.date("2026-11-24")).toBe("Nov 24, 2026");
  });
});
