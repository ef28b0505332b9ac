/** The figures of a month, each with what it counts. */

import { Paper, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { sharePercent } from "./model";
import type { Coverage } from "./queries";

const NAMES = ["expected", "present", "missing", "unexpected", "restated"] as const;

export function Figures({ coverage }: { coverage: Coverage }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const percent = sharePercent(coverage);
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }} component="dl" m={0}>
      {NAMES.map((name) => {
        const figure = coverage[name];
        return (
          <Paper withBorder p="sm" key={name}>
            <Text component="dt" size="sm">
              {t(`coverage.${name}`)}
            </Text>
            <Text component="dd" m={0} size="xl" fw={600}>
              {figure === null ? "–" : formats.number(figure)}
              {name === "present" && percent !== null && (
                <Text span size="sm" c="dimmed" ml={6}>
                  {formats.rate(percent)}
                </Text>
              )}
            </Text>
            <Text component="dd" m={0} size="xs" c="dimmed">
              {t(`coverage.explain.${name}`)}
            </Text>
          </Paper>
        );
      })}
    </SimpleGrid>
  );
}
