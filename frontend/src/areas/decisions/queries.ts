/** Cases and decisions: what is read of them. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { paths } from "../../api/schema";
import { answer, api, body, type Schemas } from "../../kit/client";

export type Application = Schemas["ApplicationResponse"];
export type Case = Schemas["Case"];
export type CaseRow = Schemas["CaseSummary"];
export type QueueSummary = Schemas["QueueSummary"];
export type CaseCard = Schemas["CaseResponse"];
export type DecisionBody = Schemas["DecisionRequest"];
export type DecisionMade = Schemas["DecisionMade"];
export type OverrideReason = Schemas["OverrideReason"];
export type ModelName = Schemas["ModelName"];
export type DecisionMeant = Schemas["DecisionMeant"];
export type Finding = Schemas["Finding"];
export type Forecast = Schemas["Forecast"];
export type OwnDecision = Schemas["OwnDecision"];
export type OwnFigures = Schemas["OwnFigures"];
export type Precedents = Schemas["Precedents"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type WhatIfBody = Schemas["WhatIfRequest"];
export type Share = Precedents["band"]["agreed"];
export type CasesQuery = NonNullable<paths["/cases"]["get"]["parameters"]["query"]>;

/** Others work on the same queue: it is looked at again. */
const LOOK_AGAIN_MILLISECONDS = 30_000;
const SCORE_MILLISECONDS = 2_000;

export const casesQuery = (query: CasesQuery) =>
  infiniteQueryOptions({
    queryKey: ["cases", query],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/cases", {
          params: { query: pageParam ? { ...query, after: pageParam } : query },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: LOOK_AGAIN_MILLISECONDS,
  });

export const queueSummaryQuery = queryOptions({
  queryKey: ["cases", "summary"],
  queryFn: ({ signal }) => body(api.GET("/cases/summary", { signal })),
  refetchInterval: LOOK_AGAIN_MILLISECONDS,
});

/** A case with the ETag that a decision has to name. */
export interface LoadedCase {
  card: CaseCard;
  etag: string | null;
}

const at = (application_id: string) => ({ params: { path: { application_id } } });

export const caseQuery = (application_id: string) =>
  queryOptions({
    queryKey: ["case", application_id],
    queryFn: async (): Promise<LoadedCase> => {
      const { body, headers } = await answer(
        api.GET("/cases/{application_id}", at(application_id)),
      );
      return { card: body, etag: headers.get("ETag") };
    },
    // A new score is on its way
    refetchInterval: ({ state: { data } }) =>
      data && data.card.recommendation === null ? SCORE_MILLISECONDS : false,
  });

export const ownFiguresQuery = queryOptions({
  queryKey: ["own-decisions", "summary"],
  queryFn: () => body(api.GET("/me/decisions/summary")),
});

export const ownDecisionsQuery = infiniteQueryOptions({
  queryKey: ["own-decisions"],
  queryFn: ({ pageParam: after }) =>
    body(api.GET("/me/decisions", { params: { query: after ? { after } : {} } })),
  initialPageParam: null as number | null,
  getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
});

/** Decides a case as it was read; with `preview` says what that would mean, and writes nothing. */
export function sendDecision({ card, etag }: LoadedCase, said: DecisionBody, preview = false) {
  return body(
    api.POST("/applications/{application_id}/decisions", {
      params: {
        path: { application_id: card.application.id },
        header: etag ? { "if-match": etag } : {},
        query: { preview },
      },
      body: said,
    }),
  );
}

/** What would be, for a request as JSON; it is asked once for the same request. */
export const whatIfQuery = (application_id: string, request: string | null) =>
  queryOptions({
    queryKey: ["what-if", application_id, request],
    queryFn: ({ signal }) =>
      body(
        api.POST("/applications/{application_id}/what-if", {
          ...at(application_id),
          body: JSON.parse(request ?? "{}") as WhatIfBody,
          signal,
        }),
      ),
    staleTime: 60_000,
    retry: false,
  });

/** Takes the most urgent case that is nobody's; null where there is none. */
export async function takeNext(): Promise<string | null> {
  return (await body(api.POST("/cases/next"))).application_id;
}

export const assignCase = (id: string) => body(api.POST("/cases/{application_id}/assign", at(id)));
export const rescoreCase = (id: string) => body(api.POST("/cases/{application_id}/score", at(id)));
export const leaseCase = (id: string) => body(api.POST("/cases/{application_id}/lease", at(id)));
export const releaseCase = (id: string) =>
  body(api.DELETE("/cases/{application_id}/lease", at(id)));
