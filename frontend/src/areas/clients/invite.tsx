/** Making the link by which a client comes to a login: shown once, with what to write beside it. */

import { Alert, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body, type Schemas } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { type Client, refreshClient } from "./queries";

export function Invite({ client }: { client: Client }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const name = client.first_name;
  const request = useMutation({
    mutationFn: () =>
      body(
        api.POST("/clients/{client_id}/invitation", { params: { path: { client_id: client.id } } }),
      ),
    onSuccess: () => refreshClient(queryClient, client.id),
  });
  if (request.data) return <Link made={request.data} name={name} />;
  return (
    <Stack>
      <Text>{t("invite.advice", { name })}</Text>
      {request.error && (
        <Alert color="red" variant="outline" role="alert">
          {errorText(request.error)}
        </Alert>
      )}
      <Button data-autofocus loading={request.isPending} onClick={() => request.mutate()}>
        {t("invite.make")}
      </Button>
    </Stack>
  );
}

function Link({ made, name }: { made: Schemas["InvitationResponse"]; name: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const link = `${window.location.origin}${window.location.pathname}#/invitation/${made.token}`;
  const until = formats.moment(made.expires_at);
  return (
    <Stack>
      <Text role="status">{t("invite.shownOnce", { until })}</Text>
      <Code
        block
        aria-label={t("invite.link")}
        style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
      >
        {link}
      </Code>
      <Group gap="xs">
        <Copy text={link} label={t("invite.copy")} />
        <Copy text={t("invite.text", { link, until })} label={t("invite.message")} />
      </Group>
      <Text size="sm">{t("invite.hand", { name })}</Text>
    </Stack>
  );
}

function Copy({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {copied ? t("invite.copied") : label}
        </Button>
      )}
    </CopyButton>
  );
}
