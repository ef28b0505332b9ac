/** Goes on with a list that is read page by page. */

import { Button, Group } from "@mantine/core";

interface Props {
  label: string;
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function More({ label, query }: Props) {
  if (!query.hasNextPage) return null;
  return (
    <Group className="no-print">
      <Button
        variant="default"
        loading={query.isFetchingNextPage}
        onClick={() => query.fetchNextPage()}
      >
        {label}
      </Button>
    </Group>
  );
}
