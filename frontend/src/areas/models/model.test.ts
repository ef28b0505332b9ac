import { describe, expect, it } from "vitest";
import { deedsOf, levelOf } from "./model";
import type { Promotion, Side } from "./queries";

const asked = (state: Promotion["state"]) => ({ state, requested_by: 1 }) as Promotion;
const side = (p_high_enough: number) =>
  ({ p_high_enough, p_low_enough: 1 - p_high_enough }) as Side;

describe("deedsOf", () => {
  it("lets another person decide, and who asked take it back", () => {
    expect(deedsOf(asked("requested"), { id: 2, role: "analyst" })).toEqual(["approve", "reject"]);
    expect(deedsOf(asked("requested"), { id: 1, role: "analyst" })).toEqual(["withdraw"]);
    expect(deedsOf(asked("requested"), { id: 2, role: "admin" })).toContain("withdraw");
  });

  it("lets another person alone judge a roll back", () => {
    expect(deedsOf(asked("unconfirmed"), { id: 2, role: "analyst" })).toEqual([
      "confirm",
      "reject",
    ]);
    expect(deedsOf(asked("unconfirmed"), { id: 1, role: "admin" })).toEqual([]);
  });

  it("leaves what is over as it is", () => {
    for (const state of ["done", "rejected", "withdrawn", "taken_back"] as const) {
      expect(deedsOf(asked(state), { id: 2, role: "admin" })).toEqual([]);
    }
  });
});

describe("levelOf", () => {
  it("names which way a level is wrong", () => {
    expect([0.04, 0.05, 0.5, 0.95, 0.96].map((p) => levelOf(side(p)))).toEqual([
      "tooLow",
      "yes",
      "yes",
      "yes",
      "tooHigh",
    ]);
  });
});
