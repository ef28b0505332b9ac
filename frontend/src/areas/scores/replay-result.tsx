/** What came of a replay, in a word and in what is to blame. */

import { Stack, Text, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Replay } from "./passport-queries";
import { partsOf } from "./replay-model";

/** Green is what is usual: colours are for what somebody has to look at. */
export function VerdictBadge({ replay }: { replay: Replay }) {
  const { t } = useTranslation();
  const tone = replay.is_alarming ? "bad" : replay.verdict === "identical" ? "good" : undefined;
  return (
    <Tooltip
      label={t(`replays.meanings.${replay.verdict}`)}
      multiline
      maw={320}
      events={{ hover: true, focus: true, touch: true }}
    >
      <span className="chip" data-tone={tone}>
        {t(`replays.verdicts.${replay.verdict}`)}
      </span>
    </Tooltip>
  );
}

export function useParts() {
  const { t } = useTranslation();
  return (names: readonly string[]) =>
    partsOf(names)
      .map((name) => t(`replays.partNames.${name}`))
      .join(", ");
}

/** What else is told of it; nothing where all is well. */
export function Details({ replay }: { replay: Replay }) {
  const { t } = useTranslation();
  const partNames = useParts();
  const { files, rebuilt, unchecked } = replay.details;
  const told = [
    files.length > 0 && t("replays.files", { list: files.join(", ") }),
    rebuilt && rebuilt.length > 0 && t("replays.rebuilt", { list: rebuilt.join(", ") }),
    rebuilt?.length === 0 && t("replays.same"),
    unchecked.length > 0 && t("replays.unchecked", { list: partNames(unchecked) }),
  ].filter((line) => line !== false && line !== null && line !== undefined);
  return (
    <Stack gap={2}>
      {told.map((line) => (
        <Text size="sm" key={line} style={{ overflowWrap: "anywhere" }}>
          {line}
        </Text>
      ))}
    </Stack>
  );
}
