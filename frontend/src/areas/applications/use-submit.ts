/** Submitting what the form holds: saved first, and read again where the service knows better. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, api } from "../../kit/client";
import type { Who } from "./duplicates";
import { applicationQuery, type Loaded, loaded, type Submission } from "./queries";
import type { Draft } from "./use-draft";

interface Said {
  confirmed: string[];
  who: Who;
}

export function useSubmit(draft: Draft, onSubmitted: (submitted: Loaded) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ confirmed, who }: Said): Promise<Loaded> => {
      const saved = await draft.save();
      if (!saved) throw new ApiError(404, "not_found", [], null, null);
      return loaded(
        api.POST("/applications/{application_id}/submit", {
          params: {
            path: { application_id: saved.application.id },
            header: saved.etag ? { "if-match": saved.etag } : {},
          },
          body: {
            confirm: confirmed as Submission["confirm"],
            same_person: typeof who === "number" ? who : null,
            another_person: who === "another",
          },
        }),
      );
    },
    onSuccess: (submitted) => {
      draft.take(submitted);
      onSubmitted(submitted);
    },
    // What changed meanwhile is shown, so that the next press knows it
    onError: async (error) => {
      const id = draft.known?.application.id;
      if (!id || !(error instanceof ApiError) || ![409, 412, 422].includes(error.status)) return;
      draft.take(await queryClient.fetchQuery({ ...applicationQuery(id), staleTime: 0 }));
      queryClient.invalidateQueries({ queryKey: ["application", id, "duplicates"] });
    },
  });
}
