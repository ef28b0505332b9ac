import { expect, test } from "vitest";
import {
  behindAddress,
  NOTHING_BEHIND,
  readBehind,
  readShown,
  readView,
  type Shown,
  type View,
  writePage,
  writeShown,
} from "./address";

const USUAL: Shown = { month: null, standing: "active", model: null, manager: null, year: null };
const NARROW: Shown = {
  month: "2026-10",
  standing: "all",
  model: "thin_file",
  manager: 12,
  year: 2024,
};
const VIEW: View = { tables: new Set(["points", "vintages"]), days: 90 };
const read = (address: string) => new URLSearchParams(address);

test("what is written is read again", () => {
  const address = writePage(NARROW, VIEW);
  expect(readShown(address)).toEqual(NARROW);
  expect(readView(address)).toEqual(VIEW);
  expect(writePage(USUAL, { tables: new Set(), days: 30 }).size).toBe(0);
});

test("what makes no sense is as if it was not there", () => {
  const address = read("month=2026-13&standing=open&model=gut&manager=-1&year=24&table=x&days=45");
  expect(readShown(address)).toEqual(USUAL);
  expect(readView(address)).toEqual({ tables: new Set(), days: 30 });
  const behind = read(
    "grade=A;B&before=%3F&points=9999&status=7&decision=maybe&half=2025-03&age=6",
  );
  expect(readBehind(behind)).toEqual(NOTHING_BEHIND);
  for (const half of ["half=2025-07", "half=2025-07&age=61", "half=2025-07&age=0", "age=6&late=30"])
    expect(readBehind(read(half)).vintage).toBeNull();
});

test("the clients behind a figure are found by the filter of the page and by the figure", () => {
  const behind = {
    grade: "D",
    gradeBefore: "new",
    pointsFrom: 425,
    statuses: ["1", "5"] as ("1" | "5")[],
    decision: "review" as const,
    vintage: { half: "2025-07", months: 12, late: 90 as const },
  };
  const [path, query = ""] = behindAddress(NARROW, behind).split("?");
  expect(path).toBe("/portfolio/clients");
  expect(readShown(read(query))).toEqual(NARROW);
  expect(readBehind(read(query))).toEqual(behind);
  expect(behindAddress(USUAL, {})).toBe("/portfolio/clients?");
  expect(writeShown(USUAL).size).toBe(0);
});
