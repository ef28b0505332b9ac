/** Saving the changed answers, unless somebody else changed the client since they were loaded. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ApiError, answer, api } from "../../kit/client";
import { notify } from "../../kit/notify";
import { type Client, clientQuery } from "./queries";
import type { Patch } from "./questionnaire";

export interface Loaded {
  client: Client;
  etag: string | null;
}

interface Wish {
  patch: Patch;
  rescore: boolean;
}

/**
 * Saves a patch over what is known.
 *
 * @param onConflict joins what somebody else saved meanwhile; says whether nothing is left to save
 */
export function useSaving(known: Loaded, onConflict: (current: Loaded) => boolean) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [leaving, setLeaving] = useState<{ rescore: boolean } | null>(null);
  const { id } = known.client;
  const save = useMutation({
    mutationFn: ({ patch }: Wish) =>
      answer(
        api.PATCH("/clients/{client_id}", {
          params: { path: { client_id: id }, header: known.etag ? { "if-match": known.etag } : {} },
          body: patch,
        }),
      ),
    onSuccess: async ({ body, headers }, { rescore }) => {
      queryClient.setQueryData(clientQuery(id).queryKey, {
        client: body,
        etag: headers.get("ETag"),
      });
      queryClient.invalidateQueries({ queryKey: ["clients"] });
      notify(t("edit.saved"));
      setLeaving({ rescore });
    },
    onError: async (error, { rescore }) => {
      if (!(error instanceof ApiError) || error.status !== 412) return;
      const current = await queryClient.fetchQuery({ ...clientQuery(id), staleTime: 0 });
      if (onConflict(current)) setLeaving({ rescore });
    },
  });
  // Leaves once the guard has seen that nothing is unsaved any more
  useEffect(() => {
    if (leaving) navigate(`/clients/${id}`, { state: leaving });
  }, [leaving, navigate, id]);
  return { save, saved: leaving !== null };
}
