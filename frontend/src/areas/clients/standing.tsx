/** Where a client stands: on the master scale, or in default and beside it. */

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ErrorView } from "../../kit/error-view";
import { Gauge } from "../scores/gauge";
import { masterScaleQuery, type Score } from "../scores/queries";
import { isInDefault } from "../scores/scale";
import { DefaultPanel } from "./overdue";
import type { Credit } from "./queries";

interface Props {
  score: Score;
  /** May still be on their way. */
  credits: Credit[] | undefined;
  updating: boolean;
}

export function Standing({ score, credits, updating }: Props) {
  const { data: scale, error, refetch } = useQuery(masterScaleQuery);
  if (isInDefault(score)) return <DefaultPanel credits={credits} updating={updating} />;
  if (error) return <ErrorView error={error} onRetry={refetch} />;
  if (!scale) return <Skeleton h={240} />;
  return <Gauge score={score} scale={scale} updating={updating} />;
}
