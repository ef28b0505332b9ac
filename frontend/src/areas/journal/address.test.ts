import { expect, test } from "vitest";
import { readAddress, toQuery, writeAddress } from "./address";

const NOTHING = { action: "", actor: "", subject: "", from: "", to: "", after: "" };

test("what is written is read again", () => {
  const wanted = {
    action: "client.edit",
    actor: "7",
    subject: "clients:17",
    from: "2026-11-01",
    to: "2026-11-30",
    after: "41",
  };
  expect(readAddress(new URLSearchParams(writeAddress(wanted).toString()))).toEqual(wanted);
});

test.each(["action=x&actor=-1&subject=clients&from=today&to=1.1.2026&after=x", "after=1e9", ""])(
  "what makes no sense is left out: %s",
  (address) => {
    expect(readAddress(new URLSearchParams(address))).toEqual(NOTHING);
    expect(toQuery(NOTHING)).toEqual({});
  },
);

test("the days are the reader's, and the last one is wanted, too", () => {
  const { since, until } = toQuery({ ...NOTHING, from: "2026-11-01", to: "2026-11-01" });
  expect(new Date(since ?? "")).toEqual(new Date("2026-11-01T00:00"));
  expect(new Date(until ?? "")).toEqual(new Date("2026-11-02T00:00"));
});

test("a day that no calendar has asks for nothing", () => {
  expect(toQuery({ ...NOTHING, from: "2026-99-99" })).toEqual({});
});

test("a subject is a table and an id", () => {
  expect(toQuery({ ...NOTHING, subject: "users:0" })).toEqual({
    subject_table: "users",
    subject_id: 0,
  });
});
