/** The journal: what is read of it. */

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";

export type AuditEvent = Schemas["AuditEvent"];

export const auditQuery = (query: { action?: string; page: number; page_size: number }) =>
  queryOptions({
    queryKey: ["audit", query],
    queryFn: () => body(api.GET("/audit-events", { params: { query } })),
    placeholderData: keepPreviousData,
  });
