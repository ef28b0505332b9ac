/** Where a client stands: on the master scale; or beside it, in default or not known. */

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ErrorView } from "../../kit/error-view";
import { Gauge } from "../scores/gauge";
import { masterScaleQuery, type Policy, type Score } from "../scores/queries";
import { isInDefault, isUnknown } from "../scores/scale";
import { UnknownPanel } from "../scores/unknown";
import { DefaultPanel } from "./overdue";
import type { Credit } from "./queries";

interface Props {
  score: Score;
  /** May still be on their way. */
  credits: Credit[] | undefined;
  updating: boolean;
  borrower?: boolean;
  /** For staff; may still be on its way. */
  policy?: Policy | undefined;
}

export function Standing({ score, credits, updating, borrower = false, policy }: Props) {
  const { data: scale, error, refetch } = useQuery(masterScaleQuery);
  if (isInDefault(score)) return <DefaultPanel credits={credits} updating={updating} />;
  if (isUnknown(score)) {
    return <UnknownPanel score={score} borrower={borrower} updating={updating} />;
  }
  if (error && !scale) return <ErrorView error={error} onRetry={refetch} />;
  if (!scale) return <Skeleton h={240} />;
  return <Gauge score={score} scale={scale} policy={policy} updating={updating} />;
}
