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
import { useAddress } from "../../kit/address";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { Pages } from "../../kit/pages";
import { ShownOnce } from "./new-password";
import { MakeUser } from "./new-user";
import { type NewPassword, usersQuery } from "./queries";
import { UserTable } from "./user-table";
import {
  type Group as UserGroup,
  GROUPS,
  readAddress,
  rolesOf,
  writeAddress,
} from "./users-address";
import { addWords } from "../../kit/translations";
import * as words from "./staff-words";

addWords(words);

const PAGE_SIZE = 25;

export function Component() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const wanted = readAddress(parameters);
  const change = (next: Partial<typeof wanted>) =>
    setParameters((now) => writeAddress({ ...readAddress(now), after: "", ...next }), {
      replace: true,
    });
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewPassword | null>(null);
  const [q] = useDebouncedValue(wanted.q.trim(), 100);
  const { data, error, refetch } = useQuery(
    usersQuery({
      q,
      role: rolesOf(wanted.group),
      ...(wanted.after && { after: Number(wanted.after) }),
      limit: PAGE_SIZE,
    }),
  );
  const nameOf = (group: UserGroup) =>
    group === "staff" || group === "all" ? t(`userPage.${group}`) : t(`roles.${group}`);
  return (
    <Page
      title={t("users.title")}
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>
          {t("userPage.make")}
        </Button>
      }
    >
      <Group align="flex-end">
        <TextInput
          type="search"
          label={t("userPage.search")}
          value={wanted.q}
          maxLength={100}
          onChange={(event) => change({ q: event.currentTarget.value })}
          style={{ flex: "1 1 16rem" }}
        />
        <NativeSelect
          label={t("userPage.role")}
          value={wanted.group}
          onChange={(event) => change({ group: event.currentTarget.value as UserGroup })}
          data={GROUPS.map((value) => ({ value, label: nameOf(value) }))}
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
              {data.total === null
                ? t("userPage.many")
                : t("userPage.found", { count: data.total })}
            </Text>
            <Pages next={data.next} />
          </Group>
        </>
      )}
      <Modal
        opened={making}
        onClose={() => setMaking(false)}
        title={t("userPage.make")}
        closeButtonProps={{ "aria-label": t("userPage.close") }}
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
        title={t("userPage.password")}
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": t("userPage.close") }}
      >
        {made && <ShownOnce made={made} />}
      </Modal>
    </Page>
  );
}
