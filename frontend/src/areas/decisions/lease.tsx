/** Whose the case is, and what keeps the reader from deciding it. */

import { Alert, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import type { CaseCard } from "./queries";
import type { LeaseState } from "./use-lease";

export function Lease({ card, lease }: { card: CaseCard; lease: LeaseState }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const errorText = useErrorText();
  if (!lease.isMine) return <Hindered card={card} lease={lease} />;
  const putBack = () =>
    lease.release.mutate(undefined, {
      onSuccess: () => {
        notify(t("case.lease.wasPutBack", { number: card.application.number }));
        navigate("/queue");
      },
      onError: (error) => notify(errorText(error), "red"),
    });
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {lease.until
          ? t("case.lease.ownUntil", { time: formats.time(lease.until) })
          : t("case.lease.own")}
        {lease.error && ` ${t("case.lease.notRenewed")}`}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={lease.release.isPending}
        onClick={putBack}
      >
        {t("case.lease.putBack")}
      </Button>
    </>
  );
}

function Hindered({ card, lease }: { card: CaseCard; lease: LeaseState }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { hindrance } = card;
  const isTaken = hindrance === "taken";
  if (hindrance === null && !lease.error) return null;
  const text = () => {
    if (hindrance === null) return errorText(lease.error);
    if (hindrance === "not_open" && card.case.waiting_since !== null) {
      return t("case.hindrances.waiting");
    }
    return t(`case.hindrances.${hindrance}`, { name: card.case.assignee_name });
  };
  return (
    <Alert color="yellow" variant="outline" role="status" flex="1 1 100%">
      <Group justify="space-between">
        <Text>{text()}</Text>
        {(isTaken || hindrance === null) && (
          <Button
            size="xs"
            variant="default"
            loading={lease.isPending}
            onClick={() => lease.take()}
          >
            {t("case.lease.retry")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
