/** Months of payments: what is read of them. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";
import type { Kind } from "./model";

export type Coverage = Schemas["MonthCoverage"];
export type MonthDetail = Schemas["MonthResponse"];
export type Closing = Schemas["MonthClosing"];
export type CoveredCredit = Schemas["CoveredCredit"];
export type MonthChange = Schemas["MonthChange"];

/** Counting goes on by itself, so the page looks again while it does. */
const LOOK_AGAIN_MILLISECONDS = 10_000;

export const monthsQuery = infiniteQueryOptions({
  queryKey: ["payment-months"],
  queryFn: ({ pageParam: before }) =>
    body(api.GET("/payment-months", { params: { query: before ? { before } : {} } })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next_before }) => next_before?.slice(0, 7) ?? null,
});

export const monthQuery = (month: string) =>
  queryOptions({
    queryKey: ["payment-months", month],
    queryFn: () => body(api.GET("/payment-months/{month}", { params: { path: { month } } })),
    refetchInterval: (query) =>
      query.state.data && query.state.data.coverage.state !== "counted"
        ? LOOK_AGAIN_MILLISECONDS
        : false,
  });

export const creditsPage = (month: string, kind: Kind, after: number) =>
  body(
    api.GET("/payment-months/{month}/{kind}", {
      params: { path: { month, kind }, query: { after } },
    }),
  );

export const creditsQuery = (month: string, kind: Kind) =>
  infiniteQueryOptions({
    queryKey: ["payment-months", month, kind],
    queryFn: ({ pageParam }) => creditsPage(month, kind, pageParam),
    initialPageParam: 0,
    getNextPageParam: ({ next_after }) => next_after,
  });

export const monthChangesQuery = (month: string | null) =>
  infiniteQueryOptions({
    queryKey: ["month-changes", month],
    queryFn: ({ pageParam: after }) =>
      body(
        api.GET("/me/changes", {
          params: { query: { ...(month && { month }), ...(after && { after }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_after }) => next_after,
  });

const STEPS_LOOKED_AT = 5;

/** How many clients have payments newer than their score, of as many as are looked at for a page. */
export const touchedQuery = queryOptions({
  queryKey: ["touched"],
  queryFn: async () => {
    let count = 0;
    let after: number | null = 0;
    for (let step = 0; after !== null && step < STEPS_LOOKED_AT; step += 1) {
      const found: Schemas["TouchedResponse"] = await body(
        api.GET("/portfolio/touched", { params: { query: { after } } }),
      );
      count += found.count;
      after = found.next_after;
    }
    return { count, isWhole: after === null };
  },
});
