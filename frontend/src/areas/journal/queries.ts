/** The journal: what is read of it. */

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";
import type { toQuery } from "./address";

export type AuditEvent = Schemas["AuditEvent"];
export type EventPage = Schemas["KeyPage_AuditEvent_"];

type Query = ReturnType<typeof toQuery> & { after?: number; limit: number };

export const auditQuery = (query: Query) =>
  queryOptions({
    queryKey: ["audit", query],
    queryFn: () => body(api.GET("/audit-events", { params: { query } })),
    placeholderData: keepPreviousData,
  });

export type Chain = Schemas["ChainState"];

export const chainQuery = queryOptions({
  queryKey: ["audit", "chain"],
  queryFn: () => body(api.GET("/audit-events/chain")),
});
