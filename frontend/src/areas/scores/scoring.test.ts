import { expect, test } from "vitest";
import type { Score } from "./queries";
import { isUnderway, latestOf, pauseBefore, phaseOf } from "./scoring";

const score = (id: string, status: Score["status"]) => ({ id, status }) as Score;

test("the newest finished score is shown, not the newest", () => {
  const scores = [score("018f-3", "pending"), score("018f-1", "done"), score("018f-2", "done")];
  const latest = latestOf(scores, null);
  expect(latest.score?.id).toBe("018f-2");
  expect(latest.history.map(({ id }) => id)).toEqual(["018f-2", "018f-1"]);
  expect(latestOf([score("018f-3", "failed")], null).score).toBeUndefined();
});

test("a followed score is ahead of what was read until that knows it as done", () => {
  const followed = score("018f-3", "done");
  const before = latestOf([score("018f-3", "pending"), score("018f-2", "done")], followed);
  expect(before.history.map(({ id }) => id)).toEqual(["018f-3", "018f-2"]);
  expect(before.isAhead).toBe(true);
  const after = latestOf([score("018f-3", "done"), score("018f-2", "done")], followed);
  expect(after.history).toHaveLength(2);
  expect(after.isAhead).toBe(false);
});

test("it is looked for often at first, then once a second", () => {
  expect(pauseBefore(0)).toBeLessThan(100);
  expect(pauseBefore(100)).toBe(1_000);
});

test("a score that waits is queued, then scored, then delayed", () => {
  const asked = "2026-11-24T09:00:00Z";
  const pending = { status: "pending", requested_at: asked } as Score;
  const after = (milliseconds: number) =>
    phaseOf(false, "pending", Date.parse(asked) + milliseconds, pending);
  expect([after(50), after(500), after(20_000)]).toEqual(["queued", "scoring", "delayed"]);
  expect(phaseOf(true, "pending", 0, pending)).toBe("sending");
  expect(phaseOf(false, "done", 0, undefined)).toBe("done");
});

test("what is under way is about to be replaced", () => {
  expect(
    ["sending", "queued", "scoring", "delayed"].every((phase) => isUnderway(phase as "queued")),
  ).toBe(true);
  expect(isUnderway("done")).toBe(false);
});
