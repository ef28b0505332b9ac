/** An import that stopped half-way: what is written is whole, and can be taken back. */

import { Alert, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { useFaultText, usePlaceText } from "./field-names";
import type { FileImport } from "./model";
import { UndoButton } from "./undo";

export function Stopped({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const faultText = useFaultText();
  const placeText = usePlaceText();
  return (
    <Alert color="red" variant="outline" role="status" title={t("importing.stopped.title")}>
      <Stack gap="xs" align="flex-start">
        {one.fault && (
          <Text>
            {faultText(one.fault.code, "name")} {placeText(one.fault.args)}
          </Text>
        )}
        <Text>{t("importing.stopped.done", { rows: formats.number(one.rows_done) })}</Text>
        <Text>{t("importing.stopped.advice")}</Text>
        <UndoButton one={one} />
      </Stack>
    </Alert>
  );
}
