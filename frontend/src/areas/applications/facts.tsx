/** Facts with their names; what is not known is left out. */

import { SimpleGrid, Text } from "@mantine/core";

interface Props {
  facts: [name: string, value: string | false | null | undefined][];
}

export function Facts({ facts }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs" component="dl" m={0}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <Text component="dt" size="sm" c="dimmed">
                {name}
              </Text>
              <Text component="dd" m={0}>
                {value}
              </Text>
            </div>
          ),
      )}
    </SimpleGrid>
  );
}
