/** The own draft, to be changed: refused where somebody was faster. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { api, body } from "../../kit/client";
import { NotYet } from "../../kit/not-yet";
import { notify } from "../../kit/notify";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { masterScaleQuery } from "../scores/queries";
import { type Draft, PolicyFields } from "./form";
import { draftQuery, policiesQuery } from "./queries";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const policy_id = Number(useParams().id);
  const draft = useQuery(draftQuery(policy_id));
  const scale = useQuery(masterScaleQuery);
  const { data } = draft;
  const saving = useMutation({
    mutationFn: (draft: Draft) => {
      const params = { path: { policy_id }, header: { "if-match": data?.tag ?? "" } };
      return body(api.PATCH("/policies/{policy_id}", { params, body: draft }));
    },
    onSuccess: () => {
      cache.invalidateQueries({ queryKey: policiesQuery.queryKey });
      cache.invalidateQueries({ queryKey: ["policy-version", policy_id] });
      notify(t("policyDeeds.done.save"));
      navigate(`/policies/${policy_id}`);
    },
  });
  const version = data?.policy.version ?? "";
  return (
    <Page title={t("policyForm.editing", { version })} width={1100}>
      {!(data && scale.data) && <NotYet queries={[draft, scale]} height={500} />}
      {data && scale.data && (
        <PolicyFields
          base={data.policy.body}
          justification={data.policy.justification}
          scale={scale.data}
          error={saving.error}
          isPending={saving.isPending || saving.isSuccess}
          onSave={(draft) => saving.mutate(draft)}
        />
      )}
    </Page>
  );
}
