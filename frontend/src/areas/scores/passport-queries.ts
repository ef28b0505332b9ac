/** Passports and replays: what is read of them. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";

export type PassportAnswer = Schemas["PassportResponse"];
export type Passport = Schemas["Passport"];
export type Replay = Schemas["Replay"];
export type ReplayVerdict = Schemas["ReplayVerdict"];

export const passportQuery = (score_id: string) =>
  queryOptions({
    queryKey: ["score", score_id, "passport"],
    queryFn: () => body(api.GET("/scores/{score_id}/passport", { params: { path: { score_id } } })),
  });

export interface ReplaysWanted {
  verdict?: ReplayVerdict;
  alarming?: boolean;
  score_id?: string;
}

export const replaysQuery = (wanted: ReplaysWanted) =>
  infiniteQueryOptions({
    queryKey: ["replays", wanted],
    queryFn: ({ pageParam: after, signal }) =>
      body(
        api.GET("/replays", { params: { query: after ? { ...wanted, after } : wanted }, signal }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
  });

export const replayNightQuery = queryOptions({
  queryKey: ["replays", "night"],
  queryFn: () => body(api.GET("/replays/night")),
});

export const replayScore = (score_id: string) =>
  body(api.POST("/scores/{score_id}/replay", { params: { path: { score_id } } }));
