import { expect, test } from "vitest";
import { readLive, writeLive } from "./live-address";

test("what is written is read again", () => {
  const shown = { month: "2026-10", by: "manager" } as const;
  expect(readLive(writeLive(shown))).toEqual(shown);
  expect(writeLive({ month: null, by: "month" }).size).toBe(0);
});

test("what makes no sense is as if it was not there", () => {
  expect(readLive(new URLSearchParams("month=2026-1&by=branch"))).toEqual({
    month: null,
    by: "month",
  });
});
