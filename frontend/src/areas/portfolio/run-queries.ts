/** Runs of the monitor: the newest is followed until it ends. */

import { queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";

export type Run = Schemas["RunResponse"];

const LOOK_AGAIN_MILLISECONDS = 2_000;

export const isOpen = (run: Run | null | undefined) =>
  run?.state === "waiting" || run?.state === "working";

/** Null as long as nobody asked for any. */
export const newestRunQuery = queryOptions({
  queryKey: ["monitor-runs", "newest"],
  queryFn: async ({ signal }) => {
    const page = await body(
      api.GET("/monitoring/runs", { params: { query: { limit: 1 } }, signal }),
    );
    return page.items[0] ?? null;
  },
  refetchInterval: ({ state }) => (isOpen(state.data) ? LOOK_AGAIN_MILLISECONDS : false),
});

/** @param month null for the one that ended last */
export const askForRun = (month: string | null) =>
  body(api.POST("/monitoring/runs", { body: month ? { month } : {} }));
