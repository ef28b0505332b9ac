import { expect, test } from "vitest";
import { nextSort, readState, toQuery, writeState } from "./list-address";

test("a state comes back from its address", () => {
  const address =
    "scope=all&q=%D0%B8%D0%B2%D0%B0%D0%BD&sort=-proba&grade=A&grade=unknown&freshness=stale&after=17_0.25&page_size=50";
  const state = readState(new URLSearchParams(address), "mine");
  expect(writeState(state, "mine").toString()).toBe(address);
  expect(toQuery(state)).toEqual({
    q: "иван",
    sort: "-proba",
    grade: ["A", "unknown"],
    freshness: ["stale"],
    after: "17_0.25",
    limit: 50,
  });
});

test("what is as usual is not in the address, and nonsense is as usual", () => {
  const state = readState(new URLSearchParams("after=-2&page_size=7&scope=theirs"), "mine");
  expect(writeState(state, "mine").toString()).toBe("");
  expect(toQuery(state)).toEqual({ manager: "me", sort: "name", limit: 25 });
});

test("a column is sorted up, then down, then up", () => {
  expect(nextSort("name", "income")).toBe("income");
  expect(nextSort("income", "income")).toBe("-income");
  expect(nextSort("-income", "income")).toBe("income");
});

test("what the service does not know is dropped from an address", () => {
  const address =
    "sort=foo&grade=A&grade=Z&decision=maybe&freshness=old&freshness=stale&after=Иванов";
  const state = readState(new URLSearchParams(address), "all", ["A", "B"]);
  expect(toQuery(state)).toEqual({
    sort: "name",
    grade: ["A"],
    freshness: ["stale"],
    limit: 25,
  });
});

test("a search is no longer than the service takes", () => {
  const parameters = new URLSearchParams({ q: "я".repeat(300) });
  expect(toQuery(readState(parameters, "all")).q).toHaveLength(100);
});
