/** When what was typed was saved: said to screen readers, too. */

import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { Draft } from "./use-draft";

export function SavedAt({ saving }: { saving: Draft["saving"] }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const text = () => {
    if (saving.pending) return t("applicationForm.saving");
    if (saving.error) return t("applicationForm.notSaved");
    return saving.savedAt ? t("applicationForm.savedAt", { time: time(saving.savedAt) }) : "";
  };
  return (
    <Text size="sm" c="dimmed" role="status">
      {text()}
    </Text>
  );
}
