import { describe, expect, test } from "vitest";
import { addDays, addMonths, isDate, wholeYears } from "./dates";

describe("dates", () => {
  test.each(["", "soon", "2026-13-01", "2026-02-30", "24.11.2026", "12026-01-01"])(
    "%o is no date",
    (text) => expect(isDate(text)).toBe(false),
  );

  test.each(["2026-11-24", "2024-02-29", "1906-01-01"])("%o is a date", (text) => {
    expect(isDate(text)).toBe(true);
  });

  test.each([
    ["2008-11-28", "2026-11-27", 17],
    ["2008-11-28", "2026-11-28", 18],
    ["2008-02-29", "2026-02-28", 17],
    ["2008-02-29", "2026-03-01", 18],
    ["2026-11-28", "2026-11-28", 0],
    ["2026-11-29", "2026-11-28", -1],
  ])("from %s to %s are %i whole years", (since, asOf, years) => {
    expect(wholeYears(since, asOf)).toBe(years);
  });

  test("days go over months, leap days and changes of the clocks", () => {
    expect(addDays("2026-03-30", -2)).toBe("2026-03-28");
    expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
    expect(addDays("2026-11-23", -13_001)).toBe("1991-04-20");
  });

  test("months go over the end of a year, and end where they are too short", () => {
    expect(addMonths("2026-11-30", 3)).toBe("2027-02-28");
    expect(addMonths("2026-11-01", 2)).toBe("2027-01-01");
  });
});
