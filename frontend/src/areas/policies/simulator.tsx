/** What other cut-offs would do, seen before it is done. */

import { Alert, Skeleton, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../kit/address";
import { errorCode, ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { type Policy, policyQuery } from "../scores/queries";
import { readWanted, type Wanted, writeWanted } from "./simulator-address";
import { type Simulated, simulationQuery, versionsOf } from "./simulator-queries";
import { Propose } from "./simulator-propose";
import { Simulation } from "./simulator-result";
import { toRequest } from "./simulator-scenario";
import { PopulationFields } from "./simulator-settings";
import * as words from "./simulator-words";

addWords(words);

const PAUSE_MILLISECONDS = 400;

export function Component() {
  const { t } = useTranslation();
  const { data: policy, error, refetch } = useQuery(policyQuery);
  return (
    <Page title={t("simulator.title")}>
      {error && !policy && <ErrorView error={error} onRetry={refetch} />}
      {!policy && !error && <Skeleton h={400} />}
      {policy && <Simulator policy={policy} />}
    </Page>
  );
}

/** Keeps what is wanted in the address, and asks once nothing is moved for a moment. */
function Simulator({ policy }: { policy: Policy }) {
  const [address, setAddress] = useAddress();
  const wanted = readWanted(address);
  const change = (next: Partial<Wanted>) =>
    setAddress((now) => writeWanted({ ...readWanted(now), ...next }), { replace: true });
  const [answer, setAnswer] = useState<Simulated>();
  const own = { approveBelow: policy.approve_below, declineFrom: policy.decline_from };
  const [request] = useDebouncedValue(toRequest(wanted, own, answer), PAUSE_MILLISECONDS);
  const { data, error, refetch, isPlaceholderData } = useQuery(simulationQuery(request));
  if (data && data !== answer) setAnswer(data);
  const isAsked = JSON.stringify(request) === JSON.stringify(toRequest(wanted, own, answer));
  const isAnswered = isAsked && !isPlaceholderData;
  return (
    <Stack gap="md">
      <PopulationFields wanted={wanted} versions={versionsOf(error)} onChange={change} />
      {error && <Fault error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={500} />}
      {data && !error && (
        <>
          <Simulation data={data} isAnswered={isAnswered} wanted={wanted} onChange={change} />
          <Propose request={request} isReady={isAnswered && wanted.moved.size > 0} />
        </>
      )}
    </Stack>
  );
}

function Fault({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation();
  if (versionsOf(error).length > 0) return <Alert role="alert">{t("simulation.mixed")}</Alert>;
  if (errorCode(error) === "conflict") return <Alert role="alert">{t("simulation.nobody")}</Alert>;
  return <ErrorView error={error} onRetry={onRetry} />;
}
