import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.useRealTimers();
  vi.resetModules();
});

test("a day is the bank's, wherever its reader is", async () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 28, 23, 30) });
  const { noteServersClock, today } = await import("./clock");
  expect(today()).toBe("2026-11-28");
  noteServersClock(new Headers({ "Bank-Date": "2026-11-29" }));
  expect(today()).toBe("2026-11-29");
  noteServersClock(new Headers());
  expect(today()).toBe("2026-11-29");
});

test("moments are compared with the server's clock", async () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-28T12:00:00Z") });
  const { noteServersClock, onServersClock } = await import("./clock");
  noteServersClock(new Headers({ Date: "Sat, 28 Nov 2026 12:05:00 GMT" }));
  expect(onServersClock(Date.now())).toBe(Date.parse("2026-11-28T12:05:00Z"));
});
