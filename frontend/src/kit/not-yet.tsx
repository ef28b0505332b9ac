/** In place of what takes several answers: grey until all are there, or why one of them is not. */

import { Skeleton } from "@mantine/core";
import { ErrorView } from "./error-view";

interface Props {
  queries: readonly { data: unknown; error: Error | null; refetch: () => unknown }[];
  height: number;
}

export function NotYet({ queries, height }: Props) {
  const failed = queries.find(({ data, error }) => error && data === undefined);
  if (!failed) return <Skeleton h={height} aria-busy />;
  return <ErrorView error={failed.error} onRetry={() => void failed.refetch()} />;
}
