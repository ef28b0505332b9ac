import { expect, test } from "vitest";
import { readAddress, rolesOf, writeAddress } from "./users-address";

test("staff come first, and an address without anything means them", () => {
  const wanted = readAddress(new URLSearchParams());
  expect(wanted).toEqual({ q: "", group: "staff", after: "" });
  expect(writeAddress(wanted).toString()).toBe("");
  expect(rolesOf("staff")).toEqual(["manager", "underwriter", "analyst", "admin"]);
  expect(rolesOf("all")).toEqual([]);
});

test("what is written is read again", () => {
  const wanted = { q: "Ян", group: "client", after: "7" } as const;
  expect(readAddress(new URLSearchParams(writeAddress(wanted).toString()))).toEqual(wanted);
});

test.each(["who=nobody&after=x", "after=-2", "after=1e99", "after=1.5"])(
  "%s is the start",
  (address) => {
    expect(readAddress(new URLSearchParams(address))).toEqual({ q: "", group: "staff", after: "" });
  },
);
