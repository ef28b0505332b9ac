import { expect, test } from "vitest";
import type { Signal, Watched } from "./shapes";
import { deedsOf, loudSignals, toRequest } from "./watched-model";

const watched = (state: Watched["state"], owner_id: number | null, note: string | null = null) =>
  ({ state, owner_id, note }) as Watched;

test("nobody takes over what is theirs, and what is resolved can only be opened anew", () => {
  const of = (state: Watched["state"], owner: number | null) =>
    deedsOf(watched(state, owner), "verdicts", 7);
  expect(of("open", null)).toContain("take");
  expect(of("open", 7)).not.toContain("take");
  expect(of("acknowledged", 8)).not.toContain("acknowledge");
  expect(of("accepted", 7)).toEqual(["resolve", "reopen"]);
  expect(of("resolved", null)).toEqual(["reopen"]);
  expect(deedsOf(watched("resolved", null), "alerts", 7)).toEqual([]);
});

const KNOWN = watched("open", null, "seen");

test("what was not changed is not sent", () => {
  const told = { note: "seen", until: "" };
  expect(toRequest({ ...told, deed: "take" }, KNOWN)).toEqual({ take: true });
  expect(toRequest({ ...told, deed: "reopen" }, KNOWN)).toEqual({ take: false, state: "open" });
  expect(toRequest({ ...told, note: "why", deed: "resolve" }, KNOWN)).toEqual({
    take: false,
    state: "resolved",
    note: "why",
  });
});

test("only what is accepted has a day", () => {
  const told = { deed: "accept", note: "seen", until: "2027-01-31" } as const;
  expect(toRequest(told, KNOWN)).toEqual({
    take: false,
    state: "accepted",
    accepted_until: "2027-01-31",
  });
});

test("signals are listed by how loud they are; quiet ones are not", () => {
  const signal = (name: string, light: Signal["light"], adjusted: number | null) =>
    ({ name, light, adjusted, p_value: 0.5 }) as Signal;
  const found = loudSignals([
    signal("calm", "green", 0.9),
    signal("amber", "amber", 0.02),
    signal("red", "red", 0.003),
    signal("worse", "red", 0.001),
    signal("unknown", null, null),
  ]);
  expect(found.map(({ name }) => name)).toEqual(["worse", "red", "amber"]);
});
