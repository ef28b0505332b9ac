/** What may be done with a version, each in a dialog that says what follows from it. */

import { Alert, Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ApiError, api, body, type Schemas } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { useUnsaved } from "../../kit/unsaved";
import { useUser } from "../people/session";
import { type Deed, deedsOf } from "./model";
import { policiesQuery, type PolicyVersion, versionQuery } from "./queries";
import { useSaid } from "./service-russian";

const LONGEST_REASON = 1_000;
const SHOWN_DIGITS = 8;
const QUIET: ReadonlySet<Deed> = new Set(["reject", "withdraw", "emergency", "schedule"]);

export function PolicyDeeds({ policy }: { policy: PolicyVersion }) {
  const { t } = useTranslation();
  const user = useUser();
  const [deed, setDeed] = useState<Deed | null>(null);
  return (
    <>
      {deedsOf(policy, user).map((name) => (
        <Button
          key={name}
          variant={QUIET.has(name) ? "default" : "filled"}
          onClick={() => setDeed(name)}
        >
          {t(`policyDeeds.${name}`)}
        </Button>
      ))}
      <Modal
        opened={deed !== null}
        onClose={() => setDeed(null)}
        title={deed && t(`policyDeeds.${deed}`)}
        closeButtonProps={{ "aria-label": t("policyDeeds.dismiss") }}
      >
        {deed && <DeedForm policy={policy} deed={deed} onDone={() => setDeed(null)} />}
      </Modal>
    </>
  );
}

interface Props {
  policy: PolicyVersion;
  deed: Deed;
  onDone: () => void;
}

function DeedForm({ policy, deed, onDone }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const said = useSaid();
  const [told, setTold] = useState("");
  const { mutate, isPending, error } = useDeed(policy, deed, onDone);
  useUnsaved(told !== "");
  const isAsked = deed === "reject" || deed === "schedule";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate(told.trim().replace(/\s+/g, " "));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>
          {t(`policyDeeds.advice.${deed}`, { hash: policy.sha256.slice(0, SHOWN_DIGITS) })}
        </Text>
        {deed === "reject" && (
          <Textarea
            label={t("policyDeeds.reason")}
            required
            autosize
            minRows={2}
            maxLength={LONGEST_REASON}
            value={told}
            onChange={(event) => setTold(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {deed === "schedule" && (
          <TextInput
            type="datetime-local"
            label={t("policyDeeds.moment")}
            required
            value={told}
            onChange={(event) => setTold(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {error && (
          <Alert color="red" variant="outline" role="alert">
            {errorText(error)}
            {error instanceof ApiError && error.status === 409 && ` ${said(error.message)}`}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("policyDeeds.cancel")}
          </Button>
          <Button type="submit" loading={isPending} disabled={isAsked && told.trim() === ""}>
            {t(`policyDeeds.${deed}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useDeed(policy: PolicyVersion, deed: Deed, onDone: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (told: string) => send(policy, deed, told),
    onSuccess: (after) => {
      cache.setQueryData(versionQuery(after.id).queryKey, after);
      for (const queryKey of [policiesQuery.queryKey, ["policy-activation"], ["policy"]]) {
        cache.invalidateQueries({ queryKey });
      }
      notify(t(`policyDeeds.done.${deed}`));
      onDone();
      if (after.id !== policy.id) navigate(`/policies/${after.id}`);
    },
  });
}

/** Sends a deed; what it needs beside the version was typed. */
async function send(policy: PolicyVersion, deed: Deed, told: string): Promise<PolicyVersion> {
  const params = { path: { policy_id: policy.id } };
  const seen = { sha256: policy.sha256 };
  switch (deed) {
    case "simulate":
      return simulate(policy);
    case "approve":
      return body(api.POST("/policies/{policy_id}/approve", { params, body: seen }));
    case "confirm":
      return body(api.POST("/policies/{policy_id}/confirm", { params, body: seen }));
    case "reject":
      return body(api.POST("/policies/{policy_id}/reject", { params, body: { reason: told } }));
    case "schedule": {
      const effective_from = new Date(told).toISOString();
      return body(api.POST("/policies/{policy_id}/schedule", { params, body: { effective_from } }));
    }
    default:
      return body(api.POST(`/policies/{policy_id}/${deed}`, { params }));
  }
}

/** Lets the simulator look at a draft, and attaches what it says. */
async function simulate({ id: policy_id }: PolicyVersion): Promise<PolicyVersion> {
  // Economics and people are those that the simulator takes by itself
  const wanted = { candidate: { policy_id }, keep: true } as Schemas["SimulationRequest"];
  const { id: simulation_id } = await body(api.POST("/simulations", { body: wanted }));
  return body(
    api.PATCH("/policies/{policy_id}", {
      params: { path: { policy_id } },
      body: { simulation_id, off_grade_edges: false },
    }),
  );
}
