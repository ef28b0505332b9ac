import { expect, test } from "vitest";
import type { Score } from "./api/client";
import { isUnderway, newestDone, pauseBefore } from "./scoring";

const score = (id: string, status: Score["status"]) => ({ id, status }) as Score;

test("the newest finished score is shown, not the newest", () => {
  const scores = [
    score("018f-3", "pending"),
    score("018f-1", "done"),
    null,
    score("018f-2", "done"),
  ];
  expect(newestDone(scores)?.id).toBe("018f-2");
  expect(newestDone([score("018f-3", "failed")])).toBeUndefined();
});

test("it is looked for often at first, then once a second", () => {
  expect(pauseBefore(0)).toBeLessThan(100);
  expect(pauseBefore(100)).toBe(1_000);
});

test("what is under way is about to be replaced", () => {
  expect(["sending", "queued", "scoring"].every((phase) => isUnderway(phase as "queued"))).toBe(
    true,
  );
  expect(isUnderway("done")).toBe(false);
});
