/** Goes on with a list that is read page by page; a page that did not come is said where it is missing. */

import { Button, Group, Stack } from "@mantine/core";
import { ErrorView } from "./error-view";

interface Props {
  label: string;
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: Error | null;
    fetchNextPage: (options?: { cancelRefetch: boolean }) => unknown;
  };
}

export function More({ label, query }: Props) {
  if (!query.hasNextPage) return null;
  // One that is under way, however slow, is waited for
  const next = () => void query.fetchNextPage({ cancelRefetch: false });
  return (
    <Stack className="no-print">
      {query.isFetchNextPageError ? (
        <ErrorView error={query.error} onRetry={next} />
      ) : (
        <Group>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={next}>
            {label}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
