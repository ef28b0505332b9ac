/** How to reach a client and how the client logs in, with what can be done about it. */

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import { useUser } from "../people/session";
import { Closing } from "./closing";
import { ContactFacts } from "./contact-facts";
import { HandOver } from "./hand-over";
import { Invite } from "./invite";
import { Fact } from "./profile";
import { Dialog } from "./dialog";
import { EditContacts } from "./edit-contacts";
import { type Client, fullName, refreshClient } from "./queries";

export function Contacts({ client, mayEdit }: { client: Client; mayEdit: boolean }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <ContactFacts client={client}>
        <Fact name={t("contacts.externalId")}>{client.external_id ?? "–"}</Fact>
        <Fact name={t("contacts.login")}>
          {client.login ?? <NoLogin client={client} mayEdit={mayEdit} />}
        </Fact>
      </ContactFacts>
      {mayEdit && client.closed_at === null && (
        <Group gap="xs" className="no-print">
          <EditDialog client={client} />
          <HandOverDialog client={client} />
          <ClosingDialog client={client} />
        </Group>
      )}
    </Stack>
  );
}

function NoLogin({ client, mayEdit }: { client: Client; mayEdit: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const until = client.invited_until;
  return (
    <>
      <span>
        {until
          ? t("contacts.invitedUntil", { until: formats.moment(until) })
          : t("contacts.noLogin")}
      </span>
      {mayEdit && client.closed_at === null && (
        <Dialog
          label={t(until ? "invite.again" : "invite.button")}
          title={t("invite.title", { name: fullName(client) })}
          size="compact-sm"
        >
          {() => <Invite client={client} />}
        </Dialog>
      )}
    </>
  );
}

function EditDialog({ client }: { client: Client }) {
  const { t } = useTranslation();
  return (
    <Dialog label={t("contacts.edit")} title={t("contacts.edit")}>
      {(close) => <EditContacts id={client.id} onDone={close} />}
    </Dialog>
  );
}

function HandOverDialog({ client }: { client: Client }) {
  const { t } = useTranslation();
  const title = t("handing.titleOf", { name: fullName(client) });
  return (
    <Dialog label={t("handing.button")} title={title}>
      {(close) => <HandOver which={[client]} onCancel={close} onDone={close} />}
    </Dialog>
  );
}

function ClosingDialog({ client }: { client: Client }) {
  const { t } = useTranslation();
  return (
    <Dialog
      label={t("closing.button")}
      title={t("closing.title", { name: fullName(client) })}
      color="#b3202c"
    >
      {(close) => <Closing client={client} onDone={close} />}
    </Dialog>
  );
}

/** Says that the relation has ended and why; an administrator may resume it. */
export function ClosedNotice({ client }: { client: Client }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { role } = useUser();
  if (client.closed_at === null) return null;
  const title = t("closing.closedAt", { moment: formats.moment(client.closed_at) });
  return (
    <Alert color="yellow" variant="outline" role="status" title={title}>
      <Stack gap="xs" align="flex-start">
        <Text>{client.closed_reason}</Text>
        {role === "admin" && <Reopening client={client} />}
      </Stack>
    </Alert>
  );
}

function Reopening({ client }: { client: Client }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const request = useMutation({
    mutationFn: () =>
      body(api.POST("/clients/{client_id}/reopen", { params: { path: { client_id: client.id } } })),
    onSuccess: () => {
      notify(t("closing.reopened"));
      return refreshClient(queryClient, client.id);
    },
    onError: (error) => notify(errorText(error), "red"),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("closing.reopenTitle", { name: fullName(client) }),
      children: <Text>{t("closing.reopenAdvice")}</Text>,
      labels: { confirm: t("closing.reopen"), cancel: t("contacts.cancel") },
      closeButtonProps: { "aria-label": t("contacts.close") },
      onConfirm: () => request.mutate(),
    });
  return (
    <Button variant="default" loading={request.isPending} onClick={ask}>
      {t("closing.reopen")}
    </Button>
  );
}
