/** How far the service is with a file; readers are told at each quarter, not at every look. */

import { Paper, Progress, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { useStandstill } from "../../kit/standstill";
import { quarterOf, STANDSTILL_MILLISECONDS } from "../scores/rescoring";
import type { FileImport } from "./model";

export function Working({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { rows_done: done, rows_total: total } = one;
  const share = total ? Math.min(1, done / total) : 0;
  // A file is read as a whole before anything is counted
  const stands =
    useStandstill(STANDSTILL_MILLISECONDS, `${one.step} ${done}`) && one.step !== "profile";
  const said = one.step
    ? t(`importing.working.${one.step}`, {
        done: formats.number(done),
        total: total === null ? "…" : formats.number(total),
      })
    : t("importing.workingStart");
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Progress value={total ? share * 100 : 100} animated aria-label={said} />
        <Text>{said}</Text>
        {stands && <Text role="status">{t("importing.stands")}</Text>}
        <Text size="sm" c="dimmed">
          {t("importing.mayLeave")}
        </Text>
        <VisuallyHidden role="status">
          {t("importing.quarter", { share: formats.rate(quarterOf(share)) })}
        </VisuallyHidden>
      </Stack>
    </Paper>
  );
}
