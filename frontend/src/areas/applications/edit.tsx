/** A new application, or one that is gone on with: by staff. */

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { DraftForm } from "./draft-form";
import { applicationQuery } from "./queries";
import * as words from "./words";

addWords(words);

const pathOf = (id: string, deed: "edit" | "look") =>
  deed === "edit" ? `/applications/${id}/edit` : `/applications/${id}`;

export function Component() {
  const { id } = useParams();
  if (id === undefined) return <DraftForm begun={null} pathOf={pathOf} />;
  return <Begun key={id} id={id} />;
}

function Begun({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(applicationQuery(id));
  if (data) return <DraftForm begun={data} pathOf={pathOf} />;
  return (
    <Page title={t("applicationForm.title")}>
      {error ? <ErrorView error={error} onRetry={refetch} /> : <Skeleton h={420} aria-busy />}
    </Page>
  );
}
