/** Asking for new scores of many clients and following them until all are there. */

import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, body } from "../../kit/client";
import { changesQuery, rescoringQuery } from "./queries";
import { pauseBefore } from "./scoring";

export interface Selection {
  manager_id?: number;
  client_ids?: number[];
}

/** Rescores many clients, follows how far that is, and says what it moved. */
export function useRescoring() {
  const queryClient = useQueryClient();
  const [batchId, setBatchId] = useState<string | null>(null);
  const request = useMutation({
    mutationFn: (selection: Selection) => body(api.POST("/portfolio/scores", { body: selection })),
    onSuccess: (batch) => {
      queryClient.setQueryData(rescoringQuery(batch.id).queryKey, batch);
      setBatchId(batch.id);
    },
  });
  const progress = useQuery({
    ...queryOptions(rescoringQuery(batchId ?? "")),
    enabled: batchId !== null,
    staleTime: 0,
    retry: false,
    refetchInterval: (query) =>
      query.state.data?.ended_at ? false : pauseBefore(query.state.dataUpdateCount + 4),
  });
  const stopping = useMutation({
    mutationFn: (id: string) =>
      body(api.POST("/portfolio/scores/{batch_id}/cancel", { params: { path: { batch_id: id } } })),
    onSuccess: (batch) => queryClient.setQueryData(rescoringQuery(batch.id).queryKey, batch),
  });
  const finished = batchId !== null && Boolean(progress.data?.ended_at);
  const changes = useQuery({ ...queryOptions(changesQuery(batchId ?? "")), enabled: finished });
  useEffect(() => {
    if (finished) queryClient.invalidateQueries({ queryKey: ["clients"] });
  }, [finished, queryClient]);
  return {
    start: (selection: Selection) => {
      setBatchId(null);
      request.mutate(selection);
    },
    /** Asks once more for what could not be asked for: its end, or all of it. */
    retry: () => {
      if (stopping.isError && batchId) stopping.mutate(batchId);
      else if (request.variables) request.mutate(request.variables);
    },
    close: () => {
      setBatchId(null);
      stopping.reset();
      request.reset();
    },
    /** Ends it where it is; what was scored stays. */
    stop: () => {
      if (batchId) stopping.mutate(batchId);
    },
    stopping: stopping.isPending,
    open: request.isPending || request.isError || batchId !== null,
    error: request.error ?? stopping.error,
    interrupted: progress.isError && !finished,
    progress: batchId === null ? undefined : progress.data,
    finished,
    changes: finished ? changes.data : undefined,
  };
}

export type RescoringState = ReturnType<typeof useRescoring>;

/** What has stood still for so long is told so; a chunk takes some seconds. */
export const STANDSTILL_MILLISECONDS = 20_000;

/** Returns the percentage down to the last quarter: readers are told four times, not at every look. */
export function quarterOf(share: number): number {
  return Math.floor(share * 4) * 25;
}
