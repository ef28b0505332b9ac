/** Asking for a new score and following it until it is there. */

import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, body } from "../../kit/client";
import { onServersClock } from "../../kit/clock";
import { type Score, scoreQuery } from "./queries";

const FIRST_LOOK_MILLISECONDS = 80;
const LONGEST_PAUSE_MILLISECONDS = 1_000;
export const DELAYED_MILLISECONDS = 10_000;
/** The service sends a lost message again within two minutes; what takes longer is no lost one. */
const OVERDUE_MILLISECONDS = 180_000;

/** Returns how long to wait before looking again: often at first, then once a second. */
export function pauseBefore(look: number): number {
  return Math.min(FIRST_LOOK_MILLISECONDS * 1.4 ** look, LONGEST_PAUSE_MILLISECONDS);
}

/** The service knows of a score that it is pending, done or failed, and when it was asked for. */
export type Phase = "idle" | "sending" | "pending" | "delayed" | "overdue" | "done" | "failed";

export interface Scoring {
  phase: Phase;
  /** Set while the last look failed; the next one comes by itself. */
  interrupted: boolean;
  error: Error | null;
  /** The followed score once it is done: newer than what the page may still show. */
  score: Score | null;
  start: () => void;
}

/** Whether a new score is on its way, so that what is shown is about to be replaced. */
export function isUnderway(phase: Phase): boolean {
  return ["sending", "pending", "delayed", "overdue"].includes(phase);
}

/**
 * Returns the finished scores, newest first: ids are UUIDv7 and grow with time.
 *
 * @param scores what was read of the client
 * @param followed the score that was followed until it was done: what was read may not know it yet
 */
export function latestOf(scores: readonly Score[], followed: Score | null) {
  const done = scores.filter(({ status }) => status === "done");
  const isAhead = followed !== null && !done.some(({ id }) => id === followed.id);
  const history = [...(isAhead ? [followed] : []), ...done].sort((one, other) =>
    one.id < other.id ? 1 : -1,
  );
  return { score: history[0], history, isAhead };
}

/**
 * Follows one client's scoring.
 *
 * @param clientId whose score
 * @param latest the newest score known; one that is pending is followed at once
 * @param onDone called when a followed score is finished
 */
export function useScoring(clientId: number, latest: Score | undefined): Scoring {
  const queryClient = useQueryClient();
  const [followedId, setFollowedId] = useState<string | null>(null);
  const id = followedId ?? (latest?.status === "pending" ? latest.id : null);
  const request = useMutation({
    mutationFn: () =>
      body(api.POST("/clients/{client_id}/score", { params: { path: { client_id: clientId } } })),
    onSuccess: (score) => {
      queryClient.setQueryData(scoreQuery(score.id).queryKey, score);
      setFollowedId(score.id);
    },
  });
  const followed = useQuery({
    ...queryOptions(scoreQuery(id ?? "")),
    enabled: id !== null,
    staleTime: 0,
    retry: false,
    refetchIntervalInBackground: true,
    refetchInterval: (query) =>
      query.state.data && query.state.data.status !== "pending"
        ? false
        : pauseBefore(query.state.dataUpdateCount + query.state.errorUpdateCount),
  });
  const status = id === null ? undefined : followed.data?.status;
  useEffect(() => {
    if (status === "done" || status === "failed") {
      queryClient.invalidateQueries({ queryKey: ["client", clientId] });
      queryClient.invalidateQueries({ queryKey: ["clients"] });
      queryClient.invalidateQueries({ queryKey: ["dashboard"] });
    }
  }, [status, clientId, queryClient]);
  return {
    phase: phaseOf(
      request.isPending,
      status,
      onServersClock(followed.dataUpdatedAt),
      followed.data,
    ),
    interrupted: status === "pending" && followed.isError,
    error: request.error,
    score: status === "done" ? (followed.data ?? null) : null,
    start: () => {
      setFollowedId(null);
      request.mutate();
    },
  };
}

/**
 * Names the phase; a score whose message was lost is delayed until the service sends it again.
 *
 * @param seenAt when the status was read, by the clock that wrote `requested_at`
 */
export function phaseOf(
  sending: boolean,
  status: Score["status"] | undefined,
  seenAt: number,
  score: Score | undefined,
): Phase {
  if (sending) return "sending";
  if (status === undefined) return "idle";
  if (status !== "pending") return status;
  const waited = score ? seenAt - Date.parse(score.requested_at) : 0;
  if (waited > OVERDUE_MILLISECONDS) return "overdue";
  return waited > DELAYED_MILLISECONDS ? "delayed" : "pending";
}
