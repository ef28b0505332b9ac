/** One import, step by step. */

import { Anchor, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useAddress } from "../../kit/address";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { ErrorScreen, Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { CancelButton } from "./cancel";
import { ConfirmStep } from "./confirm-step";
import { FileStep } from "./file-step";
import { useSizeText } from "./field-names";
import { MappingStep } from "./mapping-step";
import type { FileImport } from "./model";
import { ProgressStep } from "./progress-step";
import { importQuery } from "./queries";
import { ReportStep } from "./report-step";
import { ResultStep } from "./result-step";
import { shownStep, type Step } from "./step";
import { Steps } from "./steps";
import * as words from "./words";

addWords(words);

export function Component() {
  const { id } = useParams();
  const number = Number(id);
  return Number.isSafeInteger(number) && number > 0 ? (
    <OneImport id={number} />
  ) : (
    <ErrorScreen code="not_found" />
  );
}

function OneImport({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(importQuery(id));
  if (data) return <Walk one={data} />;
  return (
    <Page title={t("imports.title")}>
      {error ? <ErrorView error={error} onRetry={refetch} /> : <Skeleton h={400} />}
    </Page>
  );
}

const PARTS: Record<Step, (props: { one: FileImport }) => React.ReactNode> = {
  file: FileStep,
  mapping: MappingStep,
  report: ReportStep,
  confirm: ConfirmStep,
  progress: ProgressStep,
  result: ResultStep,
};

function Walk({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  const [parameters] = useAddress();
  const step = shownStep(parameters.get("step"), one);
  const Part = PARTS[step];
  return (
    <Page title={one.file_name} actions={<CancelButton one={one} />}>
      <Stack gap="md">
        <Group gap="md">
          <Anchor component={Link} to="/imports" className="no-print">
            {t("importing.back")}
          </Anchor>
          <Sent one={one} />
        </Group>
        <Steps one={one} shown={step} />
        <Part one={one} key={step} />
      </Stack>
    </Page>
  );
}

function Sent({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const sizeText = useSizeText();
  return (
    <Text size="sm" c="dimmed">
      {t(`files.kinds.${one.kind}`)} ·{" "}
      {t("importing.sent", {
        moment: formats.moment(one.created_at),
        name: one.created_by_name,
        size: sizeText(one.size_bytes),
      })}
    </Text>
  );
}
