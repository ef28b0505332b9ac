/** What of a page could not be read: found among all that it asked for. */

import type { Query, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./client";

/** Whether reading failed for no fault of what was asked for; who is there is no part of the page. */
export function isUnread({ queryKey, state: { status, error } }: Query): boolean {
  const isAnswered = error instanceof ApiError && !error.isTemporary && error.status < 500;
  return status === "error" && !isAnswered && queryKey[0] !== "me";
}

export const UNREAD = { type: "active", predicate: isUnread } as const;

/** Reads again whatever could not be read. */
export function readAgain(client: QueryClient): Promise<void> {
  return client.refetchQueries(UNREAD, { cancelRefetch: false });
}

/** Returns since when what is shown may be out of date, and whether something is missing. */
export function summaryOf(queries: readonly Query[]) {
  const moments = queries.map(({ state }) => state.dataUpdatedAt).filter((moment) => moment > 0);
  return {
    since: moments.length > 0 ? new Date(Math.min(...moments)).toISOString() : null,
    isMissing: moments.length < queries.length,
  };
}
