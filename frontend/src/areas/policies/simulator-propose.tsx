/** Makes a draft of the scenario, with the simulation as it is: another person approves it. */

import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, body, type Schemas } from "../../kit/client";
import { ErrorView } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { useUnsaved } from "../../kit/unsaved";
import { useUser } from "../people/session";
import type { SimulationRequest } from "./simulator-queries";

const LEAST_CHARACTERS = 30;
const MOST_CHARACTERS = 1_000;

interface Props {
  request: SimulationRequest;
  /** Whether something was moved, and what is shown is what the service has calculated. */
  isReady: boolean;
}

export function Propose({ request, isReady }: Props) {
  const { t } = useTranslation();
  const { role } = useUser();
  const [isOpen, setIsOpen] = useState(false);
  if (role !== "analyst") return null; // who alone drafts policies
  return (
    <>
      <Button
        style={{ alignSelf: "flex-start" }}
        disabled={!isReady}
        onClick={() => setIsOpen(true)}
      >
        {t("simulation.propose")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={t("simulation.propose")}
        closeButtonProps={{ "aria-label": t("simulation.cancel") }}
      >
        <ProposeForm request={request} onClose={() => setIsOpen(false)} />
      </Modal>
    </>
  );
}

function ProposeForm({ request, onClose }: { request: SimulationRequest; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [isTooShort, setIsTooShort] = useState(false);
  const { mutate, isPending, isSuccess, error } = useProposal(request);
  useUnsaved(text !== "" && !isSuccess);
  const send = () => {
    const justification = text.trim();
    const isShort = justification.length < LEAST_CHARACTERS;
    setIsTooShort(isShort);
    if (!isShort) mutate(justification);
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{t("simulation.proposing")}</Text>
      <Textarea
        label={t("simulation.justification")}
        description={t("simulation.justificationHint")}
        error={isTooShort && t("simulation.justificationFault", { least: LEAST_CHARACTERS })}
        autosize
        minRows={3}
        maxLength={MOST_CHARACTERS}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {error && <ErrorView error={error} isChange />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("simulation.cancel")}
        </Button>
        <Button loading={isPending} onClick={send}>
          {t("simulation.make")}
        </Button>
      </Group>
    </Stack>
  );
}

/** Keeps the simulation, and drafts the very body that it is of. */
function useProposal(request: SimulationRequest) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (justification: string) => {
      const kept = await body(api.POST("/simulations", { body: { ...request, keep: true } }));
      const draft = {
        body: kept.candidate as unknown as Schemas["PolicyBody"],
        justification,
        simulation_id: kept.id,
        off_grade_edges: true, // who moved a handle there has read the warning
      };
      return body(api.POST("/policies", { body: draft }));
    },
    onSuccess: async ({ id }) => {
      notify(t("simulation.proposed"));
      await client.invalidateQueries({ queryKey: ["policies"] });
      await navigate(`/policies/${id}`);
    },
  });
}
