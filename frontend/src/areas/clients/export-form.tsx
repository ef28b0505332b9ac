/** What to export, and as what. */

import { Alert, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../kit/error-view";
import { type ExportWanted, useExport } from "./export-queries";
import type { ClientListQuery } from "./queries";

const KINDS = ["clients", "scores", "payments"] as const satisfies ExportWanted["kind"][];
const FORMATS = ["xlsx", "csv_excel", "csv"] as const satisfies ExportWanted["format"][];

interface Props {
  filter: ClientListQuery;
  total: number | null;
  onAsked: (id: number) => void;
  onCancel: () => void;
}

export default function ExportForm({ filter, total, onAsked, onCancel }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [kind, setKind] = useState<ExportWanted["kind"]>("clients");
  const [format, setFormat] = useState<ExportWanted["format"]>("xlsx");
  const { mutate, isPending, error } = useExport(filter, onAsked);
  return (
    <Stack>
      <Text>{t("exporting.whom")}</Text>
      <NativeSelect
        label={t("exporting.kind")}
        data={KINDS.map((value) => ({ value, label: t(`exporting.kinds.${value}`) }))}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as ExportWanted["kind"])}
        data-autofocus
      />
      <NativeSelect
        label={t("exporting.format")}
        data={FORMATS.map((value) => ({ value, label: t(`exporting.formats.${value}`) }))}
        value={format}
        onChange={(event) => setFormat(event.currentTarget.value as ExportWanted["format"])}
      />
      {error && (
        <Alert color="red" variant="outline" role="alert">
          {errorText(error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t("exporting.cancel")}
        </Button>
        <Button disabled={total === 0} loading={isPending} onClick={() => mutate({ kind, format })}>
          {t("exporting.make")}
        </Button>
      </Group>
    </Stack>
  );
}
