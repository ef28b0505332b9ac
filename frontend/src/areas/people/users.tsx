/** Accounts: find, make, lock, open, and a new password for who forgot the old one. */

import {
  Button,
  Group,
  Modal,
  NativeSelect,
  Paper,
  Skeleton,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Pages } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { ShownOnce } from "./new-password";
import { MakeUser } from "./new-user";
import { type NewPassword, usersQuery } from "./queries";
import type { Role } from "./roles";
import { UserTable } from "./user-table";

const PAGE_SIZE = 25;
const ROLES: Role[] = ["client", "manager", "underwriter", "analyst", "admin", "dismissed"];
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
