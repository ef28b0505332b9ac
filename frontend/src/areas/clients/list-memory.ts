/** What the list remembers while one looks at a card. It lives and ends with what the session read. */

import { queryOptions, skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

interface Memory {
  /** The address of the list as it was left, behind `?`. */
  search: string;
  /** The selected clients on all pages, by id, with their names. */
  selected: ReadonlyMap<number, string>;
}

const NOTHING: Memory = { search: "", selected: new Map() };

const memoryQuery = queryOptions<Memory>({
  queryKey: ["client-list"],
  queryFn: skipToken,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export function useListMemory() {
  const client = useQueryClient();
  const { data: memory = NOTHING } = useQuery(memoryQuery);
  const remember = useCallback(
    (change: (before: Memory) => Memory) =>
      client.setQueryData(memoryQuery.queryKey, (before = NOTHING) => change(before)),
    [client],
  );
  return { memory, remember };
}
