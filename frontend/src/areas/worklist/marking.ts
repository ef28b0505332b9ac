/** Saying what was done about a row, with a way back. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, api, body } from "../../kit/client";
import { type Worklist, worklistQuery, type WorkRow } from "./queries";
import { without } from "./rows";

export interface Marked {
  row: WorkRow;
  /** The day on which it comes back; undefined of what is done. */
  until: string | undefined;
  /** Whether it was taken back. */
  undone: boolean;
}

export type Marking = ReturnType<typeof useMarking>;

/** Marks rows of a manager's list; the list follows at once, and as it is after the answer. */
export function useMarking(managerId?: number) {
  const client = useQueryClient();
  const { queryKey } = worklistQuery(managerId);
  const [marked, setMarked] = useState<Marked | null>(null);
  const reload = () => client.invalidateQueries({ queryKey });
  const mark = useMutation({
    mutationFn: ({ row: { key }, until }: { row: WorkRow; until?: string }) => {
      const params = { path: { key } };
      return until === undefined
        ? body(api.POST("/worklist/{key}/done", { params }))
        : body(api.POST("/worklist/{key}/snooze", { params, body: { until } }));
    },
    onMutate: async ({ row }) => {
      undo.reset();
      await client.cancelQueries({ queryKey });
      client.setQueryData<Worklist>(queryKey, (list) => list && without(list, row.key));
    },
    onSuccess: (_, { row, until }) => setMarked({ row, until, undone: false }),
    onError: () => setMarked(null),
    onSettled: reload,
  });
  const undo = useMutation({
    mutationFn: ({ row: { key } }: Marked) =>
      body(api.POST("/worklist/{key}/undo", { params: { path: { key } } })),
    onSuccess: (_, taken) => setMarked({ ...taken, undone: true }),
    onSettled: reload,
  });
  const error = mark.error ?? undo.error;
  return {
    done: (row: WorkRow) => mark.mutate({ row }),
    snooze: (row: WorkRow, until: string) => mark.mutate({ row, until }),
    undo: (taken: Marked) => undo.mutate(taken),
    marked,
    error,
    /** There is something new to know of the row, which the list now says. */
    isOutdated: error instanceof ApiError && error.status === 409,
  };
}
