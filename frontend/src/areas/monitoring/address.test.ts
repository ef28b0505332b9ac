import { expect, test } from "vitest";
import { behind, readShown, USUAL, writeShown } from "./address";
import type { Signal } from "./shapes";

test("what is written is read again", () => {
  const shown = {
    tab: "stability",
    month: "2026-10",
    model: "thin_file",
    figure: "own_months",
    state: "open",
  } as const;
  expect(readShown(new URLSearchParams(writeShown(shown).toString()))).toEqual(shown);
  expect(writeShown(USUAL).size).toBe(0);
});

test.each(["tab=none&month=2026-13&state=gone", "month=2026-10-02&figure=a b", "model=", ""])(
  "what makes no sense is left out: %s",
  (address) => {
    expect(readShown(new URLSearchParams(address))).toEqual(USUAL);
  },
);

test.each([
  ["population", "own_months", { tab: "stability", figure: "own_months" }],
  ["grade", "AB", { tab: "outcomes", figure: null }],
] as const)("a signal of the kind %s leads to its figures", (kind, name, expected) => {
  const signal = { kind, name, model: "thin_file", model_version: "2026-11-20-1c2d3e4f" } as Signal;
  const shown = behind(signal, "2026-10-01");
  expect(shown).toMatchObject({ month: "2026-10", ...expected });
  expect(readShown(writeShown(shown))).toEqual(shown);
});
