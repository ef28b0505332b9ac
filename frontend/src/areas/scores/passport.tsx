/** The passport of a score: all that it came of and all that came of it, to read and to print. */

import { Button, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { useUser } from "../people/session";
import { Artifact, Inputs } from "./passport-artifact";
import { Followed, Later } from "./passport-followed";
import { type PassportAnswer, passportQuery } from "./passport-queries";
import { Origin, Margins, Result, Sum } from "./passport-result";
import * as words from "./passport-words";
import { ReplayPanel } from "./replay-panel";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery(passportQuery(id));
  return (
    <Page title={t("passport.title")} width={1100} actions={data && <Deeds id={id} />}>
      <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {t("score.number", { id })}
      </Text>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={600} aria-busy />}
      {data && <Parts answer={data} />}
    </Page>
  );
}

function Deeds({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Button
        component="a"
        href={`/api/v1/scores/${id}/passport`}
        download={`passport-${id}.json`}
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {t("passport.download")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        {t("passport.print")}
      </Button>
    </>
  );
}

function Parts({ answer }: { answer: PassportAnswer }) {
  const { t } = useTranslation();
  const { passport, names, sha256 } = answer;
  const mayReplay = ["analyst", "admin"].includes(useUser().role);
  return (
    <Stack>
      {mayReplay && <ReplayPanel scoreId={passport.origin.score_id} />}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Origin origin={passport.origin} names={names} />
        <Result passport={passport} />
      </SimpleGrid>
      <Sum result={passport.result} />
      <Margins policy={passport.policy} />
      <Followed passport={passport} names={names} />
      <Later months={passport.later} />
      <Inputs inputs={passport.inputs} />
      <Artifact artifact={passport.artifact} />
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {t("passport.hash", { sha256 })} {t("passport.names")}
      </Text>
    </Stack>
  );
}
