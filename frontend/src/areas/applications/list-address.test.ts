import { expect, test } from "vitest";
import { readState, toQuery, writeState } from "./list-address";
import { LISTED_STATES } from "./states";

const read = (text: string, usual: "mine" | "all" = "mine") =>
  readState(new URLSearchParams(text), usual);

test("what the address does not know is left out", () => {
  expect(read("scope=theirs&state=nothing")).toEqual({ scope: "mine", state: null });
  expect(read("", "all")).toEqual({ scope: "all", state: null });
});

test.each(LISTED_STATES)("%s survives the address", (state) => {
  const written = writeState({ scope: "all", state }, "mine");
  expect(readState(written, "mine")).toEqual({ scope: "all", state });
});

test("what is usual is not written", () => {
  expect(writeState({ scope: "mine", state: null }, "mine").toString()).toBe("");
});

test("the service is asked for one state, of one's own or of all", () => {
  expect(toQuery(read("state=scored"))).toEqual({ manager: "me", state: ["scored"] });
  expect(toQuery(read("scope=all"))).toEqual({});
});
