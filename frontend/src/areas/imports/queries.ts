/** Imports: what is read of them, and what can be done with one. */

import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";
import type { FileImport, MappingRequest } from "./model";

/** How often the page looks while the service works on the file. */
const LOOK_MILLISECONDS = 1_000;

export const importsQuery = infiniteQueryOptions({
  queryKey: ["imports"],
  queryFn: ({ pageParam }) =>
    body(api.GET("/imports", { params: { query: { after: afterOf(pageParam), limit: 25 } } })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  refetchInterval: ({ state }) =>
    state.data?.pages.some(({ items }) => items.some(isWorking)) ? LOOK_MILLISECONDS * 3 : false,
});

/** A list tells as text where it goes on, and takes the number that it is. */
const afterOf = (next: string | null) => (next === null ? undefined : Number(next));

/** Whether the service is about to do something, or waits for the file that is on its way. */
export function isWorking({ step, state }: Pick<FileImport, "step" | "state">): boolean {
  return step !== null || state === "uploaded";
}

const onePath = (import_id: number) => ({ params: { path: { import_id } } });

export const importQuery = (import_id: number) =>
  queryOptions({
    queryKey: ["import", import_id],
    queryFn: () =>
      body(
        api.GET("/imports/{import_id}", onePath(import_id)),
      ) as Promise<unknown> as Promise<FileImport>,
    refetchInterval: ({ state: { data } }) =>
      data && (isWorking(data) || data.state === "waiting") ? LOOK_MILLISECONDS : false,
  });

export const issuesQuery = (import_id: number, code: string) =>
  infiniteQueryOptions({
    queryKey: ["import", import_id, "issues", code],
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/imports/{import_id}/issues", {
          params: { path: { import_id }, query: { code, after: afterOf(pageParam), limit: 50 } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

export type Which = "original" | "errors";

/** Lets the browser save a file of the import, under its own name. */
export function useFile(import_id: number) {
  return useMutation({
    mutationFn: (which: Which) =>
      body(
        api.GET("/imports/{import_id}/files/{which}", {
          params: { path: { import_id, which } },
        }),
      ),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

export type Directive =
  | { deed: "read"; reading: Schemas["ReadingRequest"] }
  | { deed: "map"; mapping: MappingRequest }
  | { deed: "confirm"; rows: number }
  | { deed: "cancel" }
  | { deed: "undo" };

/** Tells the service what to do with an import next. */
export function useDirecting(import_id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (directive: Directive) => body(ask(import_id, directive)),
    onSuccess: (changed) => {
      client.removeQueries({ queryKey: ["import", import_id, "issues"] });
      client.setQueryData(importQuery(import_id).queryKey, changed as unknown as FileImport);
      client.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
    onError: () => client.invalidateQueries({ queryKey: importQuery(import_id).queryKey }),
  });
}

function ask(import_id: number, directive: Directive) {
  const one = onePath(import_id);
  switch (directive.deed) {
    case "read":
      return api.PUT("/imports/{import_id}/reading", { ...one, body: directive.reading });
    case "map":
      return api.PUT("/imports/{import_id}/mapping", { ...one, body: directive.mapping });
    case "confirm":
      return api.POST("/imports/{import_id}/confirm", { ...one, body: { rows: directive.rows } });
    case "cancel":
      return api.POST("/imports/{import_id}/cancel", one);
    case "undo":
      return api.POST("/imports/{import_id}/undo", one);
  }
}
