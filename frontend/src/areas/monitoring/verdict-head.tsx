/** The verdict of a month: large, plain, and with what led to it. */

import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Facts } from "../applications/facts";
import { HandlingList } from "./handling-list";
import { SignalList } from "./signal-list";
import type { Verdict } from "./shapes";
import { WatchedDeeds } from "./watched-deeds";
import { VERDICT_TONES } from "./watched-model";
import { StateText } from "./watched-state";

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
            <Facts facts={[[t("watched.owner"), verdict.owner_name ?? t("watched.nobody")]]} />
            <WatchedDeeds kind="verdicts" watched={verdict} name={heading} />
            <HandlingList kind="verdicts" id={verdict.id} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
