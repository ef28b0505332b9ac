import { describe, expect, test } from "vitest";
import { addMonths, dateOfDays, daysOfDate, toIsoDate, wholeYears } from "./days";

const TODAY = new Date(2026, 10, 24, 23, 30);

describe("days", () => {
  test.each([-13_000, -6_575, -1, 0])("%i days become a date and the same days again", (days) => {
    expect(daysOfDate(dateOfDays(days, TODAY), TODAY)).toBe(days);
  });

  test("a change of the clocks moves no day", () => {
    const afterTheChange = new Date(2026, 2, 29, 12);
    expect(daysOfDate("2026-03-28", afterTheChange)).toBe(-1);
  });

  test.each(["", "soon", "2026-13-01", "24.11.2026"])("%o is no date", (text) => {
    expect(daysOfDate(text, TODAY)).toBeNull();
  });

  test("years are whole and counted from days backwards", () => {
    expect(wholeYears(-365)).toBe(0);
    expect(wholeYears(-366)).toBe(1);
    expect(wholeYears(-13_000)).toBe(35);
  });

  test("months go over the end of a year", () => {
    expect(toIsoDate(addMonths(new Date("2026-11-30T00:00:00Z"), 3))).toBe("2027-02-01");
  });
});
