/** What was done last, with the way back; or why it could not be done. */

import { Alert, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import type { Marked, Marking } from "./marking";
import { nameOf } from "./rows";

export function Notice({ marking }: { marking: Marking }) {
  const { t } = useTranslation();
  const { error, isOutdated, marked } = marking;
  if (isOutdated) return <Alert role="alert">{t("work.changed")}</Alert>;
  if (error) return <ErrorView error={error} isChange />;
  return (
    <div role="status">
      {marked && <Said marked={marked} onUndo={() => marking.undo(marked)} />}
    </div>
  );
}

function Said({ marked, onUndo }: { marked: Marked; onUndo: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = nameOf(marked.row);
  if (marked.undone) return <Text size="sm">{t("work.undone", { name })}</Text>;
  return (
    <Group gap="sm">
      <Text size="sm">
        {marked.until === undefined
          ? t("work.wasDone", { name })
          : t("work.wasPutOff", { name, date: formats.date(marked.until) })}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onUndo}>
        {t("work.undo")}
      </Button>
    </Group>
  );
}
