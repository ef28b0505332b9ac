import { expect, test } from "vitest";
import { isPossible, readWanted, USUAL, writeWanted, type Wanted } from "./simulator-address";

const read = (text: string) => readWanted(new URLSearchParams(text));

test("an empty address wants the usual of all clients", () => {
  expect(read("")).toEqual({
    population: { kind: "clients", since: null, until: null, model_version: null },
    band: null,
    moved: new Map(),
    economics: USUAL,
    capacity: 0,
  });
  expect(writeWanted(read("")).toString()).toBe("");
});

test("there and back is the same", () => {
  const wanted: Wanted = {
    population: {
      kind: "applications",
      since: "2026-10-01",
      until: "2026-10-31",
      model_version: "2026-11-28-a",
    },
    band: 0,
    moved: new Map([
      [null, { approve: 429, decline: 300 }],
      [0, { approve: 600, decline: 300 }],
    ]),
    economics: { ...USUAL, exposure_rub: 300_000, loss_given_default: 0.6, working_days: 20 },
    capacity: 40,
  };
  expect(readWanted(writeWanted(wanted))).toEqual(wanted);
});

test.each([
  "cut=own.300.429",
  "cut=own.429",
  "cut=..",
  "band=-1",
  "until=2026-13-45",
  "of=everybody",
  "loss_given_default=7",
  "working_days=0",
  "working_days=1.5",
  "review_rub=NaN",
  "capacity=-4",
])("%s makes no sense and changes nothing", (text) => {
  expect(read(text)).toEqual(read(""));
});

test("days before which nobody asks are for applications alone", () => {
  expect(read("since=2026-10-01").population.since).toBeNull();
});

test("figures have their bounds", () => {
  expect(isPossible("funding_rate", 0)).toBe(true);
  expect(isPossible("loss_given_default", 0)).toBe(false);
  expect(isPossible("exposure_rub", 2e9)).toBe(false);
});
