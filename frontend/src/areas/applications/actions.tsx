/** What may be done with an application that was submitted. */

import { Alert, Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { useUnsaved } from "../../kit/unsaved";
import { useUser } from "../people/session";
import { Booking } from "./booking";
import { applicationQuery, type ApplicationState, type Loaded, loaded } from "./queries";
import { isBookable, isEditable, isOpen } from "./states";

const LONGEST_REASON = 500;

/** Does something with an application, and shows what became of it. */
export function useDeed(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: () => Promise<Loaded>) => request(),
    onSuccess: (next) => {
      queryClient.setQueryData(applicationQuery(id).queryKey, next);
      queryClient.invalidateQueries({ queryKey: ["applications"] });
    },
  });
}

const at = (id: string) => ({ params: { path: { application_id: id } } });

export function withdraw(id: string): Promise<Loaded> {
  return loaded(api.POST("/applications/{application_id}/withdraw", at(id)));
}

interface Props {
  loaded: Loaded;
  mayHandle: boolean;
}

export function Actions({ loaded: { application }, mayHandle }: Props) {
  const { role } = useUser();
  const { id, state } = application;
  const deed = useDeed(id);
  const isReturnable = state === "scored" || state === "in_review";
  return (
    <>
      <Refused error={deed.error} />
      {(mayHandle || role === "underwriter") && isReturnable && <Return id={id} />}
      {mayHandle && <Handling id={id} state={state} deed={deed} />}
    </>
  );
}

function Refused({ error }: { error: Error | null }) {
  const errorText = useErrorText();
  if (!error) return null;
  return (
    <Alert color="red" variant="outline" role="alert">
      {errorText(error)}
    </Alert>
  );
}

/** What who handles an application does with it. */
function Handling({ id, state, deed }: DeedProps & { state: ApplicationState }) {
  const { t } = useTranslation();
  const review = () =>
    deed.mutate(() => loaded(api.POST("/applications/{application_id}/review", at(id))));
  return (
    <>
      {isEditable(state) && (
        <Button component={Link} to={`/applications/${id}/edit`} variant="default">
          {t("applicationActions.edit")}
        </Button>
      )}
      {isOpen(state) && <Withdraw id={id} deed={deed} />}
      {isBookable(state) && <Booking id={id} deed={deed} />}
      {state === "scored" && (
        <Button onClick={review} loading={deed.isPending}>
          {t("applicationActions.review")}
        </Button>
      )}
    </>
  );
}

interface DeedProps {
  id: string;
  deed: ReturnType<typeof useDeed>;
}

export function Withdraw({ id, deed }: DeedProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const close = () => setAsked(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t("applicationActions.withdraw")}
      </Button>
      <Modal
        opened={asked}
        onClose={close}
        title={t("applicationActions.withdrawTitle")}
        closeButtonProps={{ "aria-label": t("applicationActions.keep") }}
      >
        <Text mb="md">{t("applicationActions.withdrawAdvice")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t("applicationActions.keep")}
          </Button>
          <Button
            color="#b3202c"
            loading={deed.isPending}
            onClick={() => deed.mutate(() => withdraw(id), { onSettled: close })}
          >
            {t("applicationActions.withdraw")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

/** Gives it back with a reason, which stays where it was typed until the service has it. */
function Return({ id }: { id: string }) {
  const { t } = useTranslation();
  const deed = useDeed(id);
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  useUnsaved(asked && reason !== "");
  const close = () => {
    setAsked(false);
    deed.reset();
  };
  const send = () =>
    deed.mutate(
      () =>
        loaded(
          api.POST("/applications/{application_id}/return", {
            ...at(id),
            body: { reason: reason.trim() },
          }),
        ),
      { onSuccess: close },
    );
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t("applicationActions.return")}
      </Button>
      <Modal
        opened={asked}
        onClose={close}
        title={t("applicationActions.returnTitle")}
        closeButtonProps={{ "aria-label": t("applicationActions.cancel") }}
      >
        <Textarea
          label={t("applicationActions.reason")}
          description={t("applicationActions.reasonHint")}
          value={reason}
          maxLength={LONGEST_REASON}
          autosize
          minRows={3}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Refused error={deed.error} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t("applicationActions.cancel")}
          </Button>
          <Button onClick={send} loading={deed.isPending} disabled={reason.trim() === ""}>
            {t("applicationActions.return")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
