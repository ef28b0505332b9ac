/** The score of an application, followed until it is there. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Score, scoreQuery } from "../scores/queries";
import { pauseBefore } from "../scores/scoring";
import type { Application } from "./queries";

/** Returns the score as far as it is known; once it is finished the application is read again. */
export function useScoreOf({ id, score_id, score_status }: Application): Score | undefined {
  const queryClient = useQueryClient();
  const { data } = useQuery({
    ...scoreQuery(score_id ?? ""),
    enabled: score_id !== null,
    refetchInterval: (query) =>
      query.state.data && query.state.data.status !== "pending"
        ? false
        : pauseBefore(query.state.dataUpdateCount + query.state.errorUpdateCount),
  });
  const isNews = data !== undefined && data.status !== score_status;
  useEffect(() => {
    if (!isNews) return;
    queryClient.invalidateQueries({ queryKey: ["application", id] });
    queryClient.invalidateQueries({ queryKey: ["applications"] });
  }, [isNews, id, queryClient]);
  return data;
}
