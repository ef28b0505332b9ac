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
      query.state.data?.pending === 0 ? false : pauseBefore(query.state.dataUpdateCount + 4),
  });
  const finished = batchId !== null && progress.data?.pending === 0;
  const changes = useQuery({ ...queryOptions(changesQuery(batchId ?? "")), enabled: finished });
  useEffect(() => {
    if (finished) queryClient.invalidateQueries({ queryKey: ["clients"] });
  }, [finished, queryClient]);
  return {
    start: (selection: Selection) => {
      setBatchId(null);
      request.mutate(selection);
    },
    /** Asks once more for what could not be asked for. */
    retry: () => {
      if (request.variables) request.mutate(request.variables);
    },
    close: () => {
      setBatchId(null);
      request.reset();
    },
    open: request.isPending || request.isError || batchId !== null,
    error: request.error,
    interrupted: progress.isError && !finished,
    progress: batchId === null ? undefined : progress.data,
    finished,
    changes: finished ? changes.data : undefined,
  };
}

export type RescoringState = ReturnType<typeof useRescoring>;
