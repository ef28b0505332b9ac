/** Asks for a month to be counted. */

import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { askForRun, newestRunQuery } from "./run-queries";

interface Props {
  /** Null for the one that ended last. */
  month: string | null;
  label: string;
  isMain?: boolean;
}

export function AskForRun({ month, label, isMain = false }: Props) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { mutate, isPending } = useMutation({
    mutationFn: () => askForRun(month),
    onSuccess: () => notify(t("bookRun.asked")),
    onError: (error) => {
      const isUnderWay = error instanceof ApiError && error.status === 409;
      notify(isUnderWay ? t("bookRun.openAlready") : errorText(error), "red");
    },
    onSettled: () => cache.invalidateQueries({ queryKey: newestRunQuery.queryKey }),
  });
  return (
    <Button
      variant={isMain ? "filled" : "default"}
      size={isMain ? "sm" : "compact-sm"}
      className="no-print"
      loading={isPending}
      onClick={() => mutate()}
    >
      {label}
    </Button>
  );
}
