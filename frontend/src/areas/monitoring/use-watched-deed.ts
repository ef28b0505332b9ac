/** Sends a deed; what somebody else changed meanwhile is read anew, and nothing is overwritten. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../kit/client";
import { notify } from "../../kit/notify";
import { sendDeed } from "./queries";
import type { Watched } from "./shapes";
import type { Told, WatchedKind } from "./watched-model";

export function useWatchedDeed(kind: WatchedKind, watched: Watched, onDone: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const readAnew = () => cache.invalidateQueries({ queryKey: ["monitoring"] });
  return useMutation({
    mutationFn: (told: Told) => sendDeed(kind, watched, told),
    onSuccess: async () => {
      // The next deed names the revision that this one made
      await readAnew();
      notify(t("watched.done"));
      onDone();
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.code !== "precondition_failed") return;
      readAnew();
      notify(t("watched.changed"), "red");
      onDone();
    },
  });
}
