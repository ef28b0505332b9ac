/** A notice: the letter as it is printed, its way to the applicant, and objections to it. */

import { Alert, Anchor, Button, Grid, Group, Skeleton } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { useUser } from "../people/session";
import { Course } from "./course";
import { Deeds } from "./deeds";
import { LetterPart } from "./letter";
import { Objections } from "./objections";
import { type Notice, noticeQuery } from "./queries";
import { StateBadge } from "./state-badge";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery(noticeQuery(Number(id)));
  if (data) return <Shown notice={data} />;
  return (
    <Page title={t("letter.numbered", { number: id })} width={1100}>
      {error ? <ErrorView error={error} onRetry={refetch} /> : <Skeleton h={480} aria-busy />}
    </Page>
  );
}

/** Does something with a notice, and shows what became of it. */
function useNoticeDeed(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: () => Promise<Notice>) => request(),
    onSuccess: (next) => {
      queryClient.setQueryData(noticeQuery(id).queryKey, next);
      for (const key of ["notices", "objections", "application", "applications"]) {
        queryClient.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}

export type NoticeDeed = ReturnType<typeof useNoticeDeed>;

function Shown({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const { role } = useUser();
  const errorText = useErrorText();
  const deed = useNoticeDeed(notice.id);
  const isOwn = role === "client";
  const isWritten = notice.texts.length > 0;
  return (
    <Page
      title={t("letter.numbered", { number: notice.id })}
      width={1100}
      actions={
        isWritten && (
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => window.print()}
          >
            {t("letter.print")}
          </Button>
        )
      }
    >
      <Group gap="md" className="no-print">
        <Anchor component={Link} to={isOwn ? "/my-notices" : "/notices"}>
          {t(isOwn ? "letter.backOwn" : "letter.back")}
        </Anchor>
        {!isOwn && <StateBadge notice={notice} />}
      </Group>
      {deed.error && (
        <Alert color="red" variant="outline" role="alert" className="no-print">
          {errorText(deed.error)}
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: isOwn ? 12 : 7 }}>
          <LetterPart notice={notice} />
        </Grid.Col>
        {!isOwn && (
          <Grid.Col span={{ base: 12, md: 5 }} className="no-print">
            <Course notice={notice} deeds={<Deeds notice={notice} deed={deed} />} />
          </Grid.Col>
        )}
      </Grid>
      <div className="no-print">
        <Objections notice={notice} deed={deed} isOwn={isOwn} />
      </div>
    </Page>
  );
}
