/** Going on to the next case: the most urgent one that is nobody's. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { takeNext } from "./queries";

/** Takes the next case and opens it; without one, says so and goes to the queue. */
export function useNext() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: takeNext,
    onSuccess: (id) => {
      client.invalidateQueries({ queryKey: ["cases"] });
      if (id === null) notify(t("queue.nothingNext"));
      navigate(id === null ? "/queue" : `/queue/${id}`);
    },
    onError: (error) => notify(errorText(error), "red"),
  });
}
