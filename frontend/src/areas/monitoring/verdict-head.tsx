/** The verdict of a month: large, plain, and with what led to it. */

import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { SignalList } from "./signal-list";
import type { Verdict } from "./shapes";
import { WatchedDeeds } from "./watched-deeds";
import { StateText, WatchedFacts } from "./watched-facts";
import { VERDICT_TONES } from "./watched-model";

interface Props {
  verdict: Verdict;
  /** Without what led to it: beside the figures themselves. */
  isShort: boolean;
}

export function VerdictHead({ verdict, isShort }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const heading = t("monitor.verdictFor", { month: formats.month(verdict.month) });
  return (
    <Paper withBorder p="md" component="section" aria-label={heading}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {heading}
          </Text>
          <StateText watched={verdict} />
        </Group>
        <Title order={2} size={isShort ? "h3" : "h1"}>
          <span className="tone" data-tone={VERDICT_TONES[verdict.verdict]}>
            {t(`monitor.verdicts.${verdict.verdict}`)}
          </span>
        </Title>
        <Text>{t(`monitor.advice.${verdict.verdict}`)}</Text>
        {!isShort && (
          <>
            <SignalList signals={verdict.signals} month={verdict.month} />
            <WatchedFacts watched={verdict} />
            <WatchedDeeds kind="verdicts" watched={verdict} name={heading} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
