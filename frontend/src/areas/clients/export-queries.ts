/** Files that go out: asking for one, following it, and where it can be fetched. */

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";
import { pauseBefore } from "../scores/scoring";
import type { ClientListQuery } from "./queries";

export type Export = Schemas["ExportResponse"];
export type ExportWanted = Schemas["ExportRequest"];

const onePath = (export_id: number) => ({ params: { path: { export_id } } });

/** An export, looked at until it has ended. */
export const exportQuery = (export_id: number) =>
  queryOptions({
    queryKey: ["export", export_id],
    queryFn: () => body(api.GET("/exports/{export_id}", onePath(export_id))),
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state: { data, dataUpdateCount, errorUpdateCount } }) =>
      data && data.state !== "pending" ? false : pauseBefore(dataUpdateCount + errorUpdateCount),
  });

/** Where the file can be fetched. Each look stands in the journal: no more of them than needed. */
export const exportLinkQuery = (export_id: number) =>
  queryOptions({
    queryKey: ["export", export_id, "link"],
    queryFn: () => body(api.GET("/exports/{export_id}/file", onePath(export_id))),
    staleTime: Infinity,
    refetchOnReconnect: false,
  });

/** @param onAsked is told the id of the export that was asked for. */
export function useExport(filter: ClientListQuery, onAsked: (id: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: ExportWanted) =>
      body(api.POST("/exports", { params: { query: filter }, body: wanted })),
    onSuccess: (asked) => {
      client.setQueryData(exportQuery(asked.id).queryKey, asked);
      onAsked(asked.id);
    },
  });
}
