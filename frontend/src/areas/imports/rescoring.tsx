/** How far the scores of those are whom an import touched. */

import { Progress, Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { useStandstill } from "../../kit/standstill";
import { rescoringQuery } from "../scores/queries";
import { STANDSTILL_MILLISECONDS } from "../scores/rescoring";

const LOOK_MILLISECONDS = 2_000;

export function Rescoring({ batchIds }: { batchIds: string[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const batches = useQueries({
    queries: batchIds.map((id) => ({
      ...rescoringQuery(id),
      refetchInterval: (query: { state: { data?: { ended_at: string | null } } }) =>
        query.state.data?.ended_at ? false : LOOK_MILLISECONDS,
    })),
  });
  const known = batches.flatMap(({ data }) => data ?? []);
  const sum = (part: "total" | "pending" | "failed") =>
    known.reduce((count, batch) => count + batch[part], 0);
  const ended = known.every((batch) => batch.ended_at);
  const done = sum("total") - sum("pending");
  const stands = useStandstill(STANDSTILL_MILLISECONDS, `${done} of ${sum("total")}`);
  if (known.length === 0) return null;
  return (
    <Section title={t("importing.result.rescoring")}>
      <Stack gap={4}>
        <Progress
          value={sum("total") > 0 ? (done / sum("total")) * 100 : ended ? 100 : 0}
          aria-label={t("importing.result.rescoring")}
        />
        <Text>
          {t("rescoring.progress", {
            done: formats.number(done),
            total: formats.number(sum("total")),
          })}
        </Text>
        {stands && !ended && <Text role="status">{t("rescoring.stands")}</Text>}
      </Stack>
    </Section>
  );
}
