import { afterEach, expect, test, vi } from "vitest";
import { fetchInTime } from "../../kit/client";
import { noteServersClock, onServersClock } from "../../kit/clock";
import type { Score } from "./queries";
import { isUnderway, latestOf, type Phase, pauseBefore, phaseOf } from "./scoring";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

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

const asked = "2026-11-24T09:00:00Z";
const pending = { status: "pending", requested_at: asked } as Score;

test.each([
  [0, "pending"],
  [10_000, "pending"],
  [10_001, "delayed"],
  [180_000, "delayed"],
  [180_001, "overdue"],
])("after %i ms a score that waits is %s", (milliseconds, phase) => {
  expect(phaseOf(false, "pending", Date.parse(asked) + milliseconds, pending)).toBe(phase);
});

test("what is being sent, done or failed has not to be guessed", () => {
  expect(phaseOf(true, "pending", 0, pending)).toBe("sending");
  expect(phaseOf(false, "done", 0, undefined)).toBe("done");
  expect(phaseOf(false, "failed", 0, undefined)).toBe("failed");
  expect(phaseOf(false, undefined, 0, undefined)).toBe("idle");
});

test.each([-3_600_000, -60_000, 0, 60_000, 3_600_000])(
  "a reader's clock that is wrong by %i ms changes no phase",
  (wrong) => {
    const readersNow = Date.parse(asked) + wrong;
    vi.useFakeTimers({ now: readersNow });
    noteServersClock(new Headers({ Date: "Tue, 24 Nov 2026 09:00:00 GMT" }));
    const after = (milliseconds: number) =>
      phaseOf(false, "pending", onServersClock(readersNow + milliseconds), pending);
    expect([after(100), after(20_000), after(200_000)]).toEqual(["pending", "delayed", "overdue"]);
  },
);

test("every answer tells the server's clock, and one without it changes nothing", async () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-24T10:00:00Z") });
  const headers = { Date: "Tue, 24 Nov 2026 09:00:00 GMT" };
  vi.stubGlobal("fetch", vi.fn().mockResolvedValueOnce(new Response("", { headers })));
  await fetchInTime(new Request("http://localhost/api/health"));
  expect(onServersClock(Date.now())).toBe(Date.parse(asked));
  noteServersClock(new Headers());
  noteServersClock(new Headers({ Date: "yesterday" }));
  expect(onServersClock(Date.now())).toBe(Date.parse(asked));
});

test("what is under way is about to be replaced", () => {
  const underway: Phase[] = ["sending", "pending", "delayed", "overdue"];
  expect(underway.every(isUnderway)).toBe(true);
  expect((["idle", "done", "failed"] as Phase[]).some(isUnderway)).toBe(false);
});
