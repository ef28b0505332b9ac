/** Bundles of models: what is read of them. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ApiError, body, type Schemas } from "../../kit/client";

export type ModelSummary = Schemas["ModelSummary"];
export type Model = Schemas["ModelResponse"];
export type ModelState = Schemas["ModelState"];
export type Promotion = Schemas["Promotion"];
export type Conclusion = "champion_better" | "challenger_better" | "tie" | "not_enough_evidence";

/** How one of the two did; the areas are null where too few defaulted. */
export interface Side {
  mean_proba: number;
  observed_rate: number;
  observed_interval: [number, number];
  p_high_enough: number;
  p_low_enough: number;
  brier: number;
  auc: number | null;
  auc_interval: [number, number] | null;
}

export interface Swap {
  name: "kept" | "in" | "out" | "never";
  people: number;
  defaults: number | null;
}

export interface Outcomes {
  people: number;
  defaults: number;
  fewest_defaults: number;
  months_more: number | null;
  p_value: number | null;
  champion: Side | null;
  challenger: Side | null;
  nii_at_the_same_rate?: { approved: number; champion_rub: number; challenger_rub: number };
  swaps?: Swap[];
}

export interface Mover {
  client_id: number;
  score_id: string;
  champion_points: number;
  challenger_points: number;
  champion_outcome: 0 | 1 | 2;
  challenger_outcome: 0 | 1 | 2;
}

export interface Changes {
  people: number;
  approve_from_points: number;
  decline_below_points: number;
  moves: number[][];
  changed_share: number | null;
  reasons_overlap: number | null;
  swaps: Swap[];
  /** Points from of the champion, points from of the challenger, people. */
  cells: [number, number, number][];
  approval_by_group: { name: string; people: number; champion: number; challenger: number }[];
  movers: Mover[];
}

export interface ComparisonFigures {
  policy_version: string;
  conclusion: Conclusion;
  outcomes: Outcomes;
  changes: Changes;
}

export type Comparison = Omit<Schemas["Comparison"], "figures"> & {
  figures: ComparisonFigures | null;
};

const LOOK_AGAIN_MILLISECONDS = 2_000;

export const modelsQuery = infiniteQueryOptions({
  queryKey: ["models"],
  queryFn: ({ pageParam: after }) =>
    body(api.GET("/models", { params: { query: after ? { after } : {} } })),
  initialPageParam: null as number | null,
  getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
});

export const promotionsQuery = infiniteQueryOptions({
  queryKey: ["promotions"],
  queryFn: ({ pageParam: after }) =>
    body(api.GET("/promotions", { params: { query: after ? { after } : {} } })),
  initialPageParam: null as number | null,
  getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
});

export const modelQuery = (version: string) =>
  queryOptions({
    queryKey: ["model", version],
    queryFn: () => body(api.GET("/models/{version}", { params: { path: { version } } })),
  });

/** The latest comparison; null of a bundle that was compared with none. */
export const comparisonQuery = (version: string) =>
  queryOptions({
    queryKey: ["model-comparison", version],
    queryFn: async () => {
      try {
        const told = await body(
          api.GET("/models/{version}/comparison", { params: { path: { version } } }),
        );
        return told as unknown as Comparison;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: (query) =>
      query.state.data && query.state.data.ended_at === null ? LOOK_AGAIN_MILLISECONDS : false,
  });
