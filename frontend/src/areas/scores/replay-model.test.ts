import { expect, test } from "vitest";
import {
  partsOf,
  readShown,
  toQuery,
  writeDifference,
  writeLogOdds,
  writeShown,
} from "./replay-model";

test("what an address asks for is read, and written as it was read", () => {
  const shown = readShown(new URLSearchParams("verdict=differs&alarming=true"));
  expect(shown).toEqual({ verdict: "differs", alarming: true });
  expect(writeShown(shown)).toEqual({ verdict: "differs", alarming: "true" });
  expect(toQuery(shown)).toEqual({ verdict: "differs", alarming: true });
});

test("of what no address should say, nothing is asked for", () => {
  const shown = readShown(new URLSearchParams("verdict=broken&alarming=yes"));
  expect(shown).toEqual({ verdict: null, alarming: false });
  expect([writeShown(shown), toQuery(shown)]).toEqual([{}, {}]);
});

test("parts stand in the order of a score's making, unknown ones nowhere", () => {
  expect(partsOf(["policy", "magic", "artifact"])).toEqual(["artifact", "policy"]);
});

test.each([
  [null, "–"],
  [0, "0"],
  [1e-17, "1.00e−17"],
  [-0.0004, "−4.00e−4"],
])("the difference %o is written %s", (difference, told) => {
  expect(writeDifference(difference)).toBe(told);
});

test("log-odds keep the digits of contributions", () => {
  expect(writeLogOdds(-0.3125)).toBe("−0.312500");
});
