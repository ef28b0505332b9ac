/** The monitoring: what is read of it, and what is done about what it found. */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "../../kit/client";
import type { AlertState } from "./address";
import type { Watched } from "./shapes";
import { type Told, toRequest, type WatchedKind } from "./watched-model";

const KEY = "monitoring";

export const verdictsQuery = infiniteQueryOptions({
  queryKey: [KEY, "verdicts"],
  queryFn: ({ pageParam: after, signal }) =>
    body(api.GET("/monitoring/verdicts", { params: { query: after ? { after } : {} }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export const alertsQuery = (state: AlertState | null) =>
  infiniteQueryOptions({
    queryKey: [KEY, "alerts", state],
    queryFn: ({ pageParam: after, signal }) =>
      body(
        api.GET("/monitoring/alerts", {
          params: { query: { ...(state && { state }), ...(after && { after }) } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
  });

/** What people did about a verdict or an alert. */
export const handlingQuery = (kind: WatchedKind, id: number) =>
  infiniteQueryOptions({
    queryKey: [KEY, kind, id, "events"],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? {} : { after: pageParam };
      return body(
        kind === "alerts"
          ? api.GET("/monitoring/alerts/{alert_id}/events", {
              params: { path: { alert_id: id }, query },
              signal,
            })
          : api.GET("/monitoring/verdicts/{verdict_id}/events", {
              params: { path: { verdict_id: id }, query },
              signal,
            }),
      );
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
  });

const MOST_COUNTED = 9;
const COUNTED_EVERY_MILLISECONDS = 300_000;

/** How many alarms nobody has acknowledged: a number, or "9+". */
export const openAlarmsQuery = queryOptions({
  queryKey: [KEY, "alerts", "alarms"],
  queryFn: ({ signal }) => {
    const query = { state: "open", light: "red", limit: MOST_COUNTED } as const;
    return body(api.GET("/monitoring/alerts", { params: { query }, signal }));
  },
  select: ({ items, next }) => `${items.length}${next === null ? "" : "+"}`,
  refetchInterval: COUNTED_EVERY_MILLISECONDS,
});

const ofMonth = (month: string | null) => ({ params: { query: month ? { month } : {} } });

export const stabilityQuery = (month: string | null) =>
  queryOptions({
    queryKey: [KEY, "stability", month],
    queryFn: ({ signal }) => body(api.GET("/monitoring/stability", { ...ofMonth(month), signal })),
    placeholderData: keepPreviousData,
  });

export const outcomesQuery = (month: string | null) =>
  queryOptions({
    queryKey: [KEY, "outcomes", month],
    queryFn: ({ signal }) => body(api.GET("/monitoring/outcomes", { ...ofMonth(month), signal })),
    placeholderData: keepPreviousData,
  });

export const fairnessQuery = (month: string | null) =>
  queryOptions({
    queryKey: [KEY, "fairness", month],
    queryFn: ({ signal }) => body(api.GET("/monitoring/fairness", { ...ofMonth(month), signal })),
    placeholderData: keepPreviousData,
  });

/** Sends a deed with the revision that was looked at: refused if somebody was faster. */
export async function sendDeed(kind: WatchedKind, watched: Watched, told: Told): Promise<void> {
  const sent = toRequest(told, watched);
  const header = { "if-match": `"${watched.revision}"` };
  if (kind === "alerts") {
    const params = { path: { alert_id: watched.id }, header };
    await body(api.PATCH("/monitoring/alerts/{alert_id}", { params, body: sent }));
  } else {
    const params = { path: { verdict_id: watched.id }, header };
    await body(api.PATCH("/monitoring/verdicts/{verdict_id}", { params, body: sent }));
  }
}
