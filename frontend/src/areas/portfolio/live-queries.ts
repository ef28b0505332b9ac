/** The live figures: what is read of them. */

import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";
import type { LiveShown } from "./live-address";
import { PORTFOLIO_KEY } from "./queries";

export type LiveBy = Schemas["LiveBy"];
export type LivePanel = Schemas["LivePanel"];
export type LiveRow = Schemas["LiveRow"];
export type LiveFigure = Schemas["Figure"];
export type Discrimination = Schemas["Discrimination"];

export const liveQuery = ({ month, by }: LiveShown) =>
  infiniteQueryOptions({
    queryKey: [...PORTFOLIO_KEY, "live", month, by],
    queryFn: ({ pageParam: after, signal }) =>
      body(
        api.GET("/portfolio/live", {
          params: { query: { by, after, ...(month && { month }) } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
  });
