import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api, ApiError, body, fetchInTime } from "./client";

const fault = (status: number, code: string) => new ApiError(status, code, [], null, null);

test.each([
  [0, "network", true],
  [429, "unknown", true],
  [429, "too_many_attempts", false],
  [500, "internal_error", false],
  [503, "unavailable", true],
])("%i %s may succeed a little later: %o", (status, code, isTemporary) => {
  expect(fault(status, code).isTemporary).toBe(isTemporary);
});

/** A service that never answers. */
function silentFetch(_: Request, { signal }: { signal: AbortSignal }): Promise<Response> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", silentFetch);
  vi.stubGlobal("AbortSignal", {}); // as in a browser that knows neither any() nor timeout()
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ask = (signal?: AbortSignal) =>
  fetchInTime(new Request("https://site.example/api", { signal }));

test("a request without an answer ends after the longest time", async () => {
  const ended = expect(ask()).rejects.toMatchObject({ code: "timeout", isLate: true });
  await vi.advanceTimersByTimeAsync(30_000);
  await ended;
});

test("a request that is no longer wanted ends at once, and is no fault of the network", async () => {
  const wish = new AbortController();
  const later = expect(ask(wish.signal)).rejects.toThrow("aborted");
  wish.abort();
  await later;
  await expect(ask(wish.signal)).rejects.toThrow("aborted");
});

test("what fails before that is a fault of the network", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(ask()).rejects.toMatchObject({ code: "network", isLate: false });
});

/** An answer that breaks off after its first letters. */
const brokenOff = new ReadableStream({
  start(controller) {
    controller.enqueue(new TextEncoder().encode('{"status"'));
    controller.error(new TypeError("network error"));
  },
});

test.each([
  ["breaks off", brokenOff],
  ["is a page of somebody else", "<html>Log in to the hotel</html>"],
])("an answer that %s is a fault of the network", async (_, content) => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(content)));
  const asked = body(api.GET("/health", { baseUrl: "https://site.example/api" }));
  await expect(asked).rejects.toMatchObject({ status: 0, code: "network" });
});
