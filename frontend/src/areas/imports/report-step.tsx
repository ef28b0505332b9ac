/** What is wrong with the file and what of it can be imported, before anything is written. */

import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../kit/format";
import { DirectingFault } from "./directing-fault";
import { FaultList } from "./fault-list";
import type { FileImport, Report } from "./model";
import { isWorking, useFile } from "./queries";
import { duplicatesIn, verdictOf } from "./report";
import { Totals } from "./totals";
import { Working } from "./working";

export function ReportStep({ one }: { one: FileImport }) {
  if (isWorking(one) && one.step === "check") return <Working one={one} />;
  return one.report && <Found one={one} report={one.report} />;
}

function Found({ one, report }: { one: FileImport; report: Report }) {
  const { t } = useTranslation();
  const isOpen = one.state === "checked";
  return (
    <Stack>
      <VerdictLine report={report} />
      <Tiles report={report} />
      <Files one={one} report={report} />
      <FaultList one={one} report={report} />
      <Totals report={report} />
      {isOpen && (
        <Group>
          <Button component={Link} to="?step=confirm" disabled={report.ready === 0}>
            {t("importing.report.next")}
          </Button>
          <Button component={Link} to="?step=mapping" variant="default">
            {t("importing.report.remap")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

const TONES = { clean: "green", warned: "yellow", partly: "yellow", none: "red" } as const;

function VerdictLine({ report }: { report: Report }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const verdict = verdictOf(report);
  const numbers = { total: formats.number(report.rows), ready: formats.number(report.ready) };
  const Icon = verdict === "clean" ? IconCircleCheck : IconAlertTriangle;
  return (
    <Alert
      color={TONES[verdict]}
      variant="outline"
      role="status"
      icon={<Icon aria-hidden />}
      title={t(`importing.report.verdict.${verdict}`, numbers)}
    >
      {t("importing.report.help")}
    </Alert>
  );
}

function Tiles({ report }: { report: Report }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const tiles = [
    ["rows", report.rows, undefined],
    ["ready", report.ready, "good"],
    ["warned", report.with_warnings, "poor"],
    ["failed", report.with_errors, "bad"],
    ["duplicates", duplicatesIn(report), "poor"],
  ] as const;
  return (
    <SimpleGrid component="dl" cols={{ base: 2, xs: 3, md: 5 }} m={0}>
      {tiles.map(([name, count, tone]) => (
        <Paper withBorder p="sm" key={name}>
          <Text component="dt" size="sm" c="dimmed">
            {t(`importing.report.${name}`)}
          </Text>
          <Text
            component="dd"
            m={0}
            size="xl"
            className={count > 0 ? "tone" : undefined}
            data-tone={tone}
          >
            {formats.number(count)}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function Files({ one, report }: { one: FileImport; report: Report }) {
  const { t } = useTranslation();
  const file = useFile(one.id);
  const icon = <IconDownload size={16} aria-hidden />;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        {report.has_marked_file && (
          <Button variant="default" leftSection={icon} onClick={() => file.mutate("errors")}>
            {t("importing.report.errorsFile")}
          </Button>
        )}
        <Button variant="subtle" leftSection={icon} onClick={() => file.mutate("original")}>
          {t("importing.report.original")}
        </Button>
      </Group>
      {report.has_marked_file && (
        <Text size="sm" c="dimmed">
          {t("importing.report.errorsHelp")}
        </Text>
      )}
      <DirectingFault error={file.error} />
    </Stack>
  );
}
