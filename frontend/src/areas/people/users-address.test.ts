import { expect, test } from "vitest";
import { readAddress, rolesOf, writeAddress } from "./users-address";

test("staff come first, and an address without anything means them", () => {
  const wanted = readAddress(new URLSearchParams());
  expect(wanted).toEqual({ q: "", group: "staff", page: 1 });
  expect(writeAddress(wanted).toString()).toBe("");
  expect(rolesOf("staff")).toEqual(["manager", "underwriter", "analyst", "admin"]);
  expect(rolesOf("all")).toEqual([]);
});

test("what is written is read again", () => {
  const wanted = { q: "Ян", group: "client", page: 3 } as const;
  expect(readAddress(new URLSearchParams(writeAddress(wanted).toString()))).toEqual(wanted);
});

test.each(["who=nobody&page=x", "page=-2", "page=1e99", "page=1.5"])(
  "%s is the start",
  (address) => {
    expect(readAddress(new URLSearchParams(address))).toEqual({ q: "", group: "staff", page: 1 });
  },
);
