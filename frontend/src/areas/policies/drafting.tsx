/** A new draft, which begins with the figures of another version. */

import { Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useAddress } from "../../kit/address";
import { api, body } from "../../kit/client";
import { NotYet } from "../../kit/not-yet";
import { notify } from "../../kit/notify";
import { ErrorScreen, Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { masterScaleQuery } from "../scores/queries";
import { type Draft, PolicyFields } from "./form";
import { policiesQuery, versionQuery } from "./queries";
import * as words from "./words";

addWords(words);

export function Component() {
  const [parameters] = useAddress();
  const from = Number(parameters.get("from"));
  return Number.isSafeInteger(from) && from > 0 ? (
    <NewDraft from={from} />
  ) : (
    <ErrorScreen code="not_found" />
  );
}

function NewDraft({ from }: { from: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const read = useQuery(versionQuery(from));
  const scale = useQuery(masterScaleQuery);
  const base = read.data;
  const saving = useMutation({
    mutationFn: (draft: Draft) => body(api.POST("/policies", { body: draft })),
    onSuccess: (made) => {
      cache.invalidateQueries({ queryKey: policiesQuery.queryKey });
      notify(t("policyDeeds.done.save"));
      navigate(`/policies/${made.id}`);
    },
  });
  return (
    <Page title={t("policyForm.title")} width={1100}>
      {!(base && scale.data) && <NotYet queries={[read, scale]} height={500} />}
      {base && scale.data && (
        <>
          <Text c="dimmed">{t("policyForm.from", { version: base.version })}</Text>
          <PolicyFields
            base={base.body}
            justification={null}
            scale={scale.data}
            error={saving.error}
            isPending={saving.isPending || saving.isSuccess}
            onSave={(draft) => saving.mutate(draft)}
          />
        </>
      )}
    </Page>
  );
}
