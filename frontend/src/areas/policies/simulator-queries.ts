/** The simulator: what is asked of it. */

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, ApiError, body, type Schemas } from "../../kit/client";

export type SimulationRequest = Schemas["SimulationRequest"];
export type Simulated = Schemas["SimulationResponse"];
export type SimulatedFigures = Schemas["SimulatedFigures"];
export type Estimated = Schemas["Estimated"];

const STALE_MILLISECONDS = 300_000;

export const simulationQuery = (request: SimulationRequest) =>
  queryOptions({
    queryKey: ["simulation", request],
    queryFn: () => body(api.POST("/simulations", { body: request })),
    staleTime: STALE_MILLISECONDS,
    // What is dragged is drawn from the cells that are there
    placeholderData: keepPreviousData,
  });

/** Returns how many scores there are of each model version, where they cannot be mixed. */
export function versionsOf(error: unknown): [string, number][] {
  if (!(error instanceof ApiError) || error.code !== "mixed_model_versions") return [];
  const limits = error.faults[0]?.limits ?? {};
  return Object.entries(limits).map(([version, count]) => [version, Number(count)]);
}
