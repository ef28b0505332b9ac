import { expect, test } from "vitest";
import type { FileImport } from "./model";
import { isOpen, shownStep, STEPS } from "./step";

type Case = [FileImport["state"], FileImport["step"], string | null, string];

test.each<Case>([
  ["waiting", null, null, "file"],
  ["uploaded", "profile", "report", "file"],
  ["profiled", null, null, "file"],
  ["profiled", null, "mapping", "mapping"],
  ["profiled", null, "confirm", "file"],
  ["profiled", "check", null, "report"],
  ["checked", null, null, "report"],
  ["checked", null, "confirm", "confirm"],
  ["checked", null, "result", "report"],
  ["confirmed", "apply", "confirm", "progress"],
  ["applying", "apply", "mapping", "mapping"],
  ["applied", null, "progress", "result"],
  ["applied", null, "report", "report"],
  ["undone", null, "nonsense", "result"],
  ["rejected", null, "mapping", "file"],
])("%s with %s to do, asked for %s: %s", (state, step, asked, shown) => {
  expect(shownStep(asked, { state, step })).toBe(shown);
});

test("what is confirmed is confirmed no more", () => {
  const open = STEPS.filter((step) => isOpen(step, { state: "applied", step: null }));
  expect(open).toEqual(["file", "mapping", "report", "result"]);
});
