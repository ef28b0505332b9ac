/** A deed behind a button: its dialog says what follows, and asks why where that is wanted. */

import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { useUnsaved } from "../../kit/unsaved";
import { useSaid } from "../policies/service-russian";

const LONGEST_REASON = 1_000;

interface Props {
  name: string;
  advice: string;
  /** What is asked for; nothing is where it is left out. */
  asks?: { label: string; hint?: string };
  quiet?: boolean;
  send: (reason: string) => Promise<unknown>;
}

export function DeedButton(props: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant={props.quiet ? "default" : "filled"} onClick={() => setOpen(true)}>
        {props.name}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={props.name}
        closeButtonProps={{ "aria-label": t("promotions.dismiss") }}
      >
        <DeedForm {...props} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function DeedForm({ name, advice, asks, send, onDone }: Props & { onDone: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const said = useSaid();
  const [reason, setReason] = useState("");
  const { mutate, isPending, error } = useDeed(send, onDone);
  useUnsaved(reason !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate(reason.trim().replace(/\s+/g, " "));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{advice}</Text>
        {asks && (
          <Textarea
            label={asks.label}
            {...(asks.hint && { description: asks.hint })}
            required
            autosize
            minRows={2}
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
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
            {t("promotions.cancel")}
          </Button>
          <Button type="submit" loading={isPending} disabled={asks && reason.trim() === ""}>
            {name}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useDeed(send: Props["send"], onDone: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      onDone();
      notify(t("promotions.done"));
      for (const name of ["models", "model", "promotions", "model-comparison", "policy"]) {
        cache.invalidateQueries({ queryKey: [name] });
      }
    },
  });
}
