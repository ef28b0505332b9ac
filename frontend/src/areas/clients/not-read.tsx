/** That a client's score was made of payments alone: what is changed in the answers cannot move it. */

import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Score, scoresQuery } from "../scores/queries";

/** Whether the answers had their say in a score: only the short-history model reads them. */
export function readsAnswers({ model }: Pick<Score, "model">): boolean {
  return model === "thin_file" || model === "application";
}

export function NotRead({ clientId }: { clientId: number }) {
  const { t } = useTranslation();
  const { data: scores } = useQuery(scoresQuery(clientId));
  const latest = scores?.find(({ status }) => status === "done");
  if (!latest || readsAnswers(latest)) return null;
  return (
    <Text size="sm" c="dimmed">
      {t("edit.notRead")}
    </Text>
  );
}
