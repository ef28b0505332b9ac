import { expect, test } from "vitest";
import { readShown, toQuery, USUAL, writeShown } from "./overrides-address";

test("what is written is read again", () => {
  const shown = { months: 24, direction: "low_side", reason: "other" } as const;
  expect(readShown(new URLSearchParams(writeShown(shown).toString()))).toEqual(shown);
  expect(writeShown(USUAL).size).toBe(0);
});

test.each(["months=5&direction=up&reason=because", "months=-12&direction=&reason=", ""])(
  "what makes no sense is left out: %s",
  (address) => {
    expect(readShown(new URLSearchParams(address))).toEqual(USUAL);
    expect(toQuery(USUAL)).toEqual({ months: 12 });
  },
);
