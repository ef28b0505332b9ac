/** A session ended under a page that holds unsaved changes: the page waits behind this. */

import { Alert, Button, Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { LoginForm, useLogin } from "./login-form";
import { type Me, resumeSession } from "./session";

const ABOVE_EVERY_DIALOG = 1_000;

interface Props {
  /** Whose page it is. */
  user: Me;
  /** Who has logged in meanwhile, in another tab or here. */
  other: Me | null;
  onLeave: () => void;
}

export function SessionOver({ user, other, onLeave }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const request = useLogin((begun) => resumeSession(client, begun));
  const nameOf = ({ first_name, last_name }: Me) => `${first_name} ${last_name}`;
  return (
    <Modal
      opened
      fullScreen
      centered
      zIndex={ABOVE_EVERY_DIALOG}
      withCloseButton={false}
      closeOnEscape={false}
      onClose={onLeave}
      title={t("login.over")}
    >
      <Stack maw={440} mx="auto">
        <Alert color="indigo" variant="outline" role="status">
          {other
            ? t("login.overByOther", { name: nameOf(user), other: nameOf(other) })
            : t("login.overAdvice")}
        </Alert>
        <LoginForm request={request} login={user.login} />
        <Text size="sm" c="dimmed">
          {t("login.leaveAdvice")}
        </Text>
        <Button variant="default" onClick={onLeave}>
          {other ? t("login.goOnAs", { other: nameOf(other) }) : t("unsaved.leave")}
        </Button>
      </Stack>
    </Modal>
  );
}
