import { describe, expect, test } from "vitest";
import { changedSince, NOT_EMPLOYED_DAYS } from "./changed";
import { CLIENT } from "./client.fixture";

const FEATURES = {
  cnt_children: 1,
  amt_income_total: 157500,
  occupation_type: "Unknown",
  days_birth: -13_001,
  days_employed: -2_501,
  age_group: "35-45",
};
// Made a day before the client is looked at: all days are other ones by then
const SCORE = { features: FEATURES, as_of: "2026-11-23" };

describe("what changed since a score", () => {
  test("is nothing where only the form of a value differs, or time went by", () => {
    expect(changedSince(CLIENT, SCORE)).toEqual({});
  });

  test("is named with what it was", () => {
    const client = {
      ...CLIENT,
      cnt_children: 2,
      occupation_type: "Drivers",
      born_on: "1991-04-21",
      employed_since: null,
    };
    expect(changedSince(client, SCORE)).toEqual({
      cnt_children: 1,
      occupation_type: "Unknown",
      born_on: "1991-04-20",
      employed_since: "2020-01-18",
    });
  });

  test("is a new employment, too", () => {
    const score = { ...SCORE, features: { ...FEATURES, days_employed: NOT_EMPLOYED_DAYS } };
    expect(changedSince(CLIENT, score)).toEqual({ employed_since: null });
    expect(changedSince({ ...CLIENT, employed_since: null }, score)).toEqual({});
  });

  test("is none of the dates where the score does not say from when its days count", () => {
    const client = { ...CLIENT, cnt_children: 2, born_on: "1991-04-21", employed_since: null };
    expect(changedSince(client, { ...SCORE, as_of: null })).toEqual({ cnt_children: 1 });
    const unemployed = { ...FEATURES, days_employed: NOT_EMPLOYED_DAYS };
    expect(changedSince(CLIENT, { features: unemployed, as_of: null })).toEqual({});
  });

  test("is unknown without a score", () => {
    expect(changedSince(CLIENT, undefined)).toEqual({});
    expect(changedSince(CLIENT, { features: null, as_of: "2026-11-23" })).toEqual({});
  });
});
