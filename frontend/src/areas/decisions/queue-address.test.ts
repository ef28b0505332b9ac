import { expect, test } from "vitest";
import { isNarrowed, readState, toQuery, USUAL, writeState } from "./queue-address";

test("an address is read as it was written", () => {
  const state = {
    view: "late",
    rule: "AMOUNT_ABOVE_LIMIT",
    grade: "F",
    model: "thin_file",
    manager: 7,
    amountFrom: 300_000,
  } as const;
  expect(readState(writeState(state))).toEqual(state);
  expect(isNarrowed(state)).toBe(true);
});

test("what is as usual is left out", () => {
  expect(writeState(USUAL).toString()).toBe("");
  expect(isNarrowed({ ...USUAL, view: "mine" })).toBe(false);
  expect(toQuery(USUAL)).toEqual({ view: "unassigned" });
});

test("what is not known is dropped", () => {
  const address = new URLSearchParams(
    "view=foo&rule=X&grade=best&model=oracle&manager=-1&amount_from=1e9",
  );
  expect(readState(address)).toEqual(USUAL);
});
