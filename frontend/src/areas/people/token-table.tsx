/** The tokens, and ending one. */

import { Button, Stack, Table, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { DataTable, RowName } from "../../kit/data-table";
import { useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import { type ApiToken, tokensQuery } from "./token-queries";
import { stateOf } from "./token-state";

/** `now` is when the tokens were read, on the server's clock. */
export function TokenTable({ tokens, now }: { tokens: ApiToken[]; now: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <DataTable
      label={t("tokens.title")}
      minWidth={760}
      cards
      columns={[
        { label: t("token.name") },
        { label: t("token.scopes") },
        { label: t("token.state") },
        { label: t("token.used") },
        { label: t("token.actions"), silent: true },
      ]}
      empty={tokens.length === 0 && t("token.none")}
    >
      {tokens.map((token) => (
        <Table.Tr key={token.id}>
          <RowName>
            {token.name}
            <Text size="sm" c="dimmed">
              {t("token.endsWith", { letters: token.ends_with })}
            </Text>
          </RowName>
          <Table.Td>
            <Stack gap={0}>
              {token.scopes.map((scope) => (
                <span key={scope}>{t(`token.scope.${scope}`, { nsSeparator: false })}</span>
              ))}
            </Stack>
          </Table.Td>
          <Table.Td>
            <State token={token} now={now} />
          </Table.Td>
          <Table.Td data-label={t("token.used")}>
            {token.last_used_at ? formats.moment(token.last_used_at) : t("token.never")}
          </Table.Td>
          <Table.Td className="number">
            {stateOf(token, now) === "until" && <Revoke token={token} />}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function State({ token, now }: { token: ApiToken; now: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const state = stateOf(token, now);
  const moment = formats.moment(token.revoked_at ?? token.expires_at);
  const text = t(`token.${state}`, { moment });
  return state === "until" ? (
    text
  ) : (
    <span className="chip" data-tone="bad">
      {text}
    </span>
  );
}

function Revoke({ token }: { token: ApiToken }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { name } = token;
  const path = { params: { path: { token_id: token.id } } };
  const revocation = useMutation({
    mutationFn: () => body(api.DELETE("/api-tokens/{token_id}", path)),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: tokensQuery.queryKey });
      notify(t("token.revoked"));
    },
    onError: (error) => notify(errorText(error), "red"),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("token.revokeTitle", { name }),
      children: <Text>{t("token.revokeAdvice")}</Text>,
      labels: { confirm: t("token.revoke"), cancel: t("token.cancel") },
      confirmProps: { color: "#b3202c" },
      closeButtonProps: { "aria-label": t("token.close") },
      onConfirm: revocation.mutate,
    });
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-label={t("token.revokeOf", { name })}
      loading={revocation.isPending}
      onClick={ask}
    >
      {t("token.revoke")}
    </Button>
  );
}
