/** The accounts, and what can be done with each. */

import { Button, Menu, Table, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { DataTable, RowName } from "../../kit/data-table";
import { useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import type { NewPassword, User } from "./queries";
import { isStaff } from "./roles";
import { useUser } from "./session";

interface Props {
  users: User[];
  onPassword: (made: NewPassword) => void;
}

export function UserTable({ users, onPassword }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t("users.title")}
      minWidth={640}
      cards
      columns={[
        { label: t("userPage.name") },
        { label: t("login.login") },
        { label: t("userPage.role") },
        { label: t("userPage.state") },
        { label: t("userPage.actions"), silent: true },
      ]}
      empty={users.length === 0 && t("userPage.none")}
    >
      {users.map((user) => (
        <Table.Tr key={user.id}>
          <RowName>
            {user.last_name} {user.first_name}
          </RowName>
          <Table.Td>{user.login}</Table.Td>
          <Table.Td>{t(`roles.${user.role}`)}</Table.Td>
          <Table.Td>
            <State user={user} />
          </Table.Td>
          <Table.Td className="number">
            <UserActions user={user} onPassword={onPassword} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function isClosed({ role }: User): boolean {
  return role === "dismissed" || role === "default";
}

function State({ user }: { user: User }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (isClosed(user)) return t("userPage.closed");
  if (user.disabled_at)
    return (
      <span className="chip" data-tone="bad">
        {t("userPage.locked")}
      </span>
    );
  return user.one_time_until
    ? t("userPage.oneTime", { until: formats.moment(user.one_time_until) })
    : t("userPage.active");
}

function UserActions({
  user,
  onPassword,
}: {
  user: User;
  onPassword: (made: NewPassword) => void;
}) {
  const { t } = useTranslation();
  const me = useUser();
  const client = useQueryClient();
  const errorText = useErrorText();
  const path = { params: { path: { user_id: user.id } } };
  const name = `${user.last_name} ${user.first_name}`;
  const onError = (error: Error) => notify(errorText(error), "red");
  const onSuccess = () => client.invalidateQueries({ queryKey: ["users"] });
  const lock = useMutation({
    mutationFn: () => body(api.POST("/users/{user_id}/disable", path)),
    onSuccess,
    onError,
  });
  const open = useMutation({
    mutationFn: () => body(api.POST("/users/{user_id}/enable", path)),
    onSuccess,
    onError,
  });
  const reset = useMutation({
    mutationFn: () => body(api.POST("/users/{user_id}/password", path)),
    onSuccess: onPassword,
    onError,
  });
  const removal = useMutation({
    mutationFn: () => body(api.DELETE("/users/{user_id}/second-factor", path)),
    onSuccess: () => notify(t("userPage.factorRemoved")),
    onError,
  });
  if (isClosed(user)) return null;
  if (user.id === me.id) return <Text size="sm">{t("userPage.you")}</Text>;
  const ask = (kind: "lock" | "reset" | "factor", deed: () => void) =>
    modals.openConfirmModal({
      title: t(`userPage.${kind}Title`, { name }),
      children: <Text>{t(`userPage.${kind}Advice`)}</Text>,
      labels: { confirm: t(`userPage.${kind}`), cancel: t("userPage.cancel") },
      confirmProps: { color: "#b3202c" },
      closeButtonProps: { "aria-label": t("userPage.close") },
      onConfirm: deed,
    });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" aria-label={t("userPage.actionsOf", { name })}>
          {t("userPage.actions")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => ask("reset", reset.mutate)}>{t("userPage.reset")}</Menu.Item>
        {isStaff(user.role) && (
          <Menu.Item onClick={() => ask("factor", removal.mutate)}>
            {t("userPage.factor")}
          </Menu.Item>
        )}
        {user.disabled_at ? (
          <Menu.Item onClick={() => open.mutate()}>{t("userPage.open")}</Menu.Item>
        ) : (
          <Menu.Item onClick={() => ask("lock", lock.mutate)}>{t("userPage.lock")}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
