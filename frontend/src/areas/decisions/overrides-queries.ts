/** Overrides: what is read of them. */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { paths } from "../../api/schema";
import { api, body, type Schemas } from "../../kit/client";

export type OverrideReason = Schemas["OverrideReason"];
export type OverrideSummary = Schemas["OverrideSummary"];
export type Override = Schemas["Override"];
export type Rates = Schemas["Rates"];
export type Funnel = Schemas["Funnel"];
export type OverridesQuery = NonNullable<paths["/overrides"]["get"]["parameters"]["query"]>;

export const overrideSummaryQuery = (months: number) =>
  queryOptions({
    queryKey: ["overrides", "summary", months],
    queryFn: ({ signal }) =>
      body(api.GET("/overrides/summary", { params: { query: { months } }, signal })),
    placeholderData: keepPreviousData,
  });

export const overridesQuery = (query: OverridesQuery) =>
  infiniteQueryOptions({
    queryKey: ["overrides", query],
    queryFn: ({ pageParam: after, signal }) =>
      body(
        api.GET("/overrides", { params: { query: after ? { ...query, after } : query }, signal }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
  });
