/** Scores: what is read of them. */

import { queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";

export type Score = Schemas["ScoreResponse"];
export type Reason = Schemas["ReasonResponse"];
export type Grade = Schemas["GradeResponse"];
export type Policy = Schemas["PolicyResponse"];
export type Decision = Schemas["Decision"];
export type Freshness = Schemas["Freshness"];
export type Changes = Schemas["ChangesResponse"];
export type Recourse = Schemas["RecourseResponse"];
export type Proposal = Schemas["ProposalResponse"];
export type Change = Schemas["ChangeResponse"];
export type DeadLetter = Schemas["DeadLetterResponse"];

const RECOURSE_HOLDS_MILLISECONDS = 300_000;

export const masterScaleQuery = queryOptions({
  queryKey: ["master-scale"],
  queryFn: () => body(api.GET("/master-scale")),
  staleTime: Number.POSITIVE_INFINITY,
});

/** For staff. */
export const policyQuery = queryOptions({
  queryKey: ["policy"],
  queryFn: () => body(api.GET("/policy")),
  staleTime: Number.POSITIVE_INFINITY,
});

export const scoresQuery = (client_id: number) =>
  queryOptions({
    queryKey: ["client", client_id, "scores"],
    queryFn: () =>
      body(api.GET("/clients/{client_id}/scores", { params: { path: { client_id } } })),
  });

export const scoreQuery = (score_id: string) =>
  queryOptions({
    queryKey: ["score", score_id],
    queryFn: () => body(api.GET("/scores/{score_id}", { params: { path: { score_id } } })),
  });

export const rescoringQuery = (batch_id: string) =>
  queryOptions({
    queryKey: ["rescoring", batch_id],
    queryFn: () =>
      body(api.GET("/portfolio/scores/{batch_id}", { params: { path: { batch_id } } })),
  });

export const changesQuery = (batch_id: string) =>
  queryOptions({
    queryKey: ["rescoring", batch_id, "changes"],
    queryFn: () =>
      body(api.GET("/portfolio/scores/{batch_id}/changes", { params: { path: { batch_id } } })),
  });

export const deadLettersQuery = queryOptions({
  queryKey: ["dead-letters"],
  queryFn: () => body(api.GET("/dead-letters")),
});

/** Of oneself, or of an application. */
export type Whose = "me" | { application_id: string };

/** @param knownBy what was known last: the answer holds as long as that does */
export const recourseQuery = (whose: Whose, knownBy: string | undefined) =>
  queryOptions({
    queryKey: ["recourse", whose, knownBy],
    queryFn: () =>
      body(
        whose === "me"
          ? api.GET("/me/recourse")
          : api.GET("/applications/{application_id}/recourse", { params: { path: whose } }),
      ),
    staleTime: RECOURSE_HOLDS_MILLISECONDS,
  });
