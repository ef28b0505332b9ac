import { afterEach, describe, expect, test, vi } from "vitest";
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
    expect(en.percent(0.039095)).toBe("3.9%");
  });

  test("a probability at the floor is no exact figure", () => {
    expect(en.percent(0.0005)).toBe("≤ 0.05%");
    expect(plain(ru.percent(0.0005))).toBe("не выше 0,05 %");
    expect(en.percent(0.00051)).toBe("0.051%");
  });

  test("a month is declined where it has to be", () => {
    expect([en.month("2026-10-01"), en.sinceMonth("2026-10-01")]).toEqual([
      "October 2026",
      "October 2026",
    ]);
    expect([ru.month("2026-10-01"), ru.sinceMonth("2026-10-01")].map(plain)).toEqual([
      "октябрь 2026 г.",
      "октября 2026 г.",
    ]);
  });
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
    expect([en.month("2026-11-01"), en.sinceMonth("2026-11-01")]).toEqual([
      "November 2026",
      "November 2026",
    ]);
    expect(en.monthName(0)).toBe("J");
  });
});
