/** Accounts: find, make, lock, open, and a new password for who forgot the old one. */

import {
  Alert,
  Badge,
  Button,
  Code,
  CopyButton,
  Group,
  Menu,
  Modal,
  NativeSelect,
  Paper,
  Skeleton,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body, type Role, type Schemas, type User } from "../../api/client";
import { DataTable, Pages } from "../../components/data-table";
import { ErrorView, useErrorText } from "../../components/error-view";
import { notify } from "../../components/notify";
import { Page } from "../../components/page";
import { usersQuery } from "../../queries";
import { useUser } from "../../session";

const PAGE_SIZE = 25;
const ROLES: Role[] = ["client", "manager", "underwriter", "analyst", "admin", "dismissed"];
const STAFF_ROLES = ["manager", "underwriter", "analyst", "admin"] as const;
type NewPassword = Schemas["PasswordResponse"];

export function Component() {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const [role, setRole] = useState("");
  const [page, setPage] = useState(1);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewPassword | null>(null);
  const [wanted] = useDebouncedValue(q.trim(), 100);
  const { data, error, refetch } = useQuery(
    usersQuery({ q: wanted, ...(role && { role: role as Role }), page, page_size: PAGE_SIZE }),
  );
  return (
    <Page
      title={t("users.title")}
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>
          {t("users.make")}
        </Button>
      }
    >
      <Group align="flex-end">
        <TextInput
          type="search"
          label={t("users.search")}
          value={q}
          maxLength={100}
          onChange={(event) => {
            setQ(event.currentTarget.value);
            setPage(1);
          }}
          style={{ flex: "1 1 16rem" }}
        />
        <NativeSelect
          label={t("users.role")}
          value={role}
          onChange={(event) => {
            setRole(event.currentTarget.value);
            setPage(1);
          }}
          data={[
            { value: "", label: t("users.anyRole") },
            ...ROLES.map((value) => ({ value, label: t(`roles.${value}`) })),
          ]}
        />
      </Group>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={400} />}
      {data && (
        <>
          <Paper withBorder>
            <UserTable users={data.items} onPassword={setMade} />
          </Paper>
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status">
              {t("users.found", { count: data.total })}
            </Text>
            <Pages total={data.total} pageSize={PAGE_SIZE} page={page} onChange={setPage} />
          </Group>
        </>
      )}
      <Modal
        opened={making}
        onClose={() => setMaking(false)}
        title={t("users.make")}
        closeButtonProps={{ "aria-label": t("users.close") }}
      >
        <MakeUser
          onMade={(answer) => {
            setMaking(false);
            setMade(answer);
          }}
        />
      </Modal>
      <Modal
        opened={made !== null}
        onClose={() => setMade(null)}
        title={t("users.password")}
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": t("users.close") }}
      >
        {made && <ShownOnce made={made} />}
      </Modal>
    </Page>
  );
}

function UserTable({
  users,
  onPassword,
}: {
  users: User[];
  onPassword: (made: NewPassword) => void;
}) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t("users.title")}
      minWidth={640}
      columns={[
        { label: t("users.name") },
        { label: t("login.login") },
        { label: t("users.role") },
        { label: t("users.state") },
        { label: t("users.actions"), silent: true },
      ]}
      empty={users.length === 0 && t("users.none")}
    >
      {users.map((user) => (
        <Table.Tr key={user.id}>
          <Table.Td>
            {user.last_name} {user.first_name}
          </Table.Td>
          <Table.Td>{user.login}</Table.Td>
          <Table.Td>{t(`roles.${user.role}`)}</Table.Td>
          <Table.Td>
            {user.disabled_at ? (
              <Badge color="#b3202c" variant="filled" tt="none">
                {t("users.locked")}
              </Badge>
            ) : (
              t("users.active")
            )}
          </Table.Td>
          <Table.Td className="number">
            <UserActions user={user} onPassword={onPassword} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
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
  if (user.id === me.id) return <Text size="sm">{t("users.you")}</Text>;
  const ask = (kind: "lock" | "reset", deed: () => void) =>
    modals.openConfirmModal({
      title: t(`users.${kind}Title`, { name }),
      children: <Text>{t(`users.${kind}Advice`)}</Text>,
      labels: { confirm: t(`users.${kind}`), cancel: t("users.cancel") },
      confirmProps: { color: "#b3202c" },
      closeButtonProps: { "aria-label": t("users.close") },
      onConfirm: deed,
    });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" aria-label={t("users.actionsOf", { name })}>
          {t("users.actions")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => ask("reset", reset.mutate)}>{t("users.reset")}</Menu.Item>
        {user.disabled_at ? (
          <Menu.Item onClick={() => open.mutate()}>{t("users.open")}</Menu.Item>
        ) : (
          <Menu.Item onClick={() => ask("lock", lock.mutate)}>{t("users.lock")}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function MakeUser({ onMade }: { onMade: (made: NewPassword) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const form = useForm<Schemas["UserRequest"]>({
    initialValues: { login: "", first_name: "", last_name: "", role: "manager" },
    validateInputOnBlur: true,
    validate: {
      login: (value) => (/^[a-z0-9][a-z0-9._-]{2,63}$/.test(value) ? null : t("users.loginRule")),
      first_name: (value) => (value.trim() ? null : t("faults.required")),
      last_name: (value) => (value.trim() ? null : t("faults.required")),
    },
  });
  const request = useMutation({
    mutationFn: (user: Schemas["UserRequest"]) => body(api.POST("/users", { body: user })),
    onSuccess: (made) => {
      client.invalidateQueries({ queryKey: ["users"] });
      client.invalidateQueries({ queryKey: ["managers"] });
      onMade(made);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => request.mutate(values))} noValidate>
      <Stack>
        <TextInput
          label={t("users.lastName")}
          maxLength={100}
          required
          data-autofocus
          {...form.getInputProps("last_name")}
        />
        <TextInput
          label={t("users.firstName")}
          maxLength={100}
          required
          {...form.getInputProps("first_name")}
        />
        <TextInput
          label={t("login.login")}
          description={t("users.loginRule")}
          autoCapitalize="none"
          maxLength={64}
          required
          {...form.getInputProps("login")}
        />
        <NativeSelect
          label={t("users.role")}
          data={STAFF_ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
          {...form.getInputProps("role")}
        />
        <div role="status" aria-live="polite">
          {request.error && (
            <Alert color="red" variant="outline">
              {errorText(request.error)}
            </Alert>
          )}
        </div>
        <Button type="submit" loading={request.isPending}>
          {t("users.make")}
        </Button>
      </Stack>
    </form>
  );
}

function ShownOnce({ made }: { made: NewPassword }) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Text>{t("users.shownOnce", { login: made.user.login })}</Text>
      <Code block fz="lg" aria-label={t("users.password")}>
        {made.password}
      </Code>
      <CopyButton value={made.password}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? t("users.copied") : t("users.copy")}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}
