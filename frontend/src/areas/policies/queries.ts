/** Versions of the policy: what is read of them. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api, ApiError, body, type Schemas } from "../../kit/client";

export type PolicySummary = Schemas["PolicySummary"];
export type PolicyVersion = Schemas["PolicyVersionResponse"];
export type PolicyBody = Schemas["PolicyBody"];
export type PolicyState = Schemas["PolicyState"];
export type Difference = Schemas["Difference"];
export type PolicyDeed = Schemas["PolicyDeed"];
export type Activation = Schemas["Activation"];
export type Band = Schemas["BandBody"];

/** A step takes about a second of each minute at most; a large portfolio takes several. */
const LOOK_AGAIN_MILLISECONDS = 5_000;

export const policiesQuery = infiniteQueryOptions({
  queryKey: ["policies"],
  queryFn: ({ pageParam: after }) =>
    body(api.GET("/policies", { params: { query: after ? { after } : {} } })),
  initialPageParam: null as number | null,
  getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
});

export const versionQuery = (policy_id: number, against?: number) =>
  queryOptions({
    queryKey: ["policy-version", policy_id, against ?? null],
    queryFn: () =>
      body(
        api.GET("/policies/{policy_id}", {
          params: { path: { policy_id }, query: against ? { against } : {} },
        }),
      ),
  });

/** A draft with the tag by which an edit shows that it knows it. */
export const draftQuery = (policy_id: number) =>
  queryOptions({
    queryKey: ["policy-draft", policy_id],
    queryFn: async () => {
      const { body: policy, headers } = await answer(
        api.GET("/policies/{policy_id}", { params: { path: { policy_id } } }),
      );
      return { policy, tag: headers.get("ETag") ?? "" };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** How far stored scores have followed; null of a version that was never in force. */
export const activationQuery = (policy_id: number) =>
  queryOptions({
    queryKey: ["policy-activation", policy_id],
    queryFn: async () => {
      try {
        return await body(
          api.GET("/policies/{policy_id}/activation", { params: { path: { policy_id } } }),
        );
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: (query) =>
      query.state.data && query.state.data.ended_at === null ? LOOK_AGAIN_MILLISECONDS : false,
  });
