import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { ApiError } from "./client";
import { readAgain, summaryOf, UNREAD } from "./reading";

const fault = (status: number) => new ApiError(status, "any", [], null, null);

/** A page that reads what is asked for, and a service that fails until it is mended. */
function reading(error: Error, queryKey: string[] = ["clients"]) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const service = { isAway: true };
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => {
      if (service.isAway) throw error;
      return "read";
    },
  });
  const leave = observer.subscribe(() => undefined);
  const unread = () => client.getQueryCache().findAll(UNREAD);
  return { client, service, observer, leave, unread };
}

async function failed(error: Error, queryKey?: string[]) {
  const page = reading(error, queryKey);
  await page.observer.refetch();
  return page;
}

test.each([0, 429, 500, 502, 503, 504])("what failed with %i is unread", async (status) => {
  const error = status === 429 ? new ApiError(429, "unknown", [], null, null) : fault(status);
  const { unread } = await failed(error);
  expect(unread()).toHaveLength(1);
});

test.each([401, 403, 404, 409, 422])("%i is an answer, which the page handles", async (status) => {
  const { unread } = await failed(fault(status));
  expect(unread()).toHaveLength(0);
});

test("who is there is no part of the page", async () => {
  const { unread } = await failed(fault(503), ["me"]);
  expect(unread()).toHaveLength(0);
});

test("what no page shows any more is not missed", async () => {
  const { unread, leave } = await failed(fault(503));
  leave();
  expect(unread()).toHaveLength(0);
});

test("what was never read is missing; what was read before is as old as it is", async () => {
  const { client, observer, unread } = await failed(fault(503));
  expect(summaryOf(unread())).toEqual({ since: null, isMissing: true });
  client.setQueryData(["clients"], "before", { updatedAt: Date.UTC(2026, 10, 28) });
  await observer.refetch();
  expect(summaryOf(unread())).toEqual({ since: "2026-11-28T00:00:00.000Z", isMissing: false });
});

test("once the service is back, all of it is read again", async () => {
  const { client, service, observer, unread } = await failed(fault(503));
  service.isAway = false;
  await readAgain(client);
  expect(unread()).toHaveLength(0);
  expect(observer.getCurrentResult().data).toBe("read");
});
