/** Rescoring from the list: the selected clients, one's own, or everybody. */

import { Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useUser } from "../people/session";
import type { RescoringState } from "../scores/rescoring";
import { countQuery } from "./queries";
import { LARGEST_SELECTION } from "./selection-bar";

interface Props {
  selectedIds: number[];
  rescoring: RescoringState;
  /** Called when the selected clients are on their way. */
  onSelectedStarted: () => void;
}

export function ListActions({ selectedIds, rescoring, onSelectedStarted }: Props) {
  const { t } = useTranslation();
  const { manager_id, role } = useUser();
  const count = selectedIds.length;
  return (
    <>
      <Button
        variant="default"
        disabled={count === 0 || count > LARGEST_SELECTION}
        leftSection={<IconRefresh size={16} aria-hidden />}
        onClick={() => {
          rescoring.start({ client_ids: selectedIds });
          onSelectedStarted();
        }}
      >
        {t("clients.rescoreSelected", { count })}
      </Button>
      {manager_id !== null && <RescoreMine managerId={manager_id} rescoring={rescoring} />}
      {(role === "analyst" || role === "admin") && <RescoreAll rescoring={rescoring} />}
    </>
  );
}

function RescoreMine({ managerId, rescoring }: { managerId: number; rescoring: RescoringState }) {
  const { t } = useTranslation();
  const { data: total } = useQuery(countQuery({ manager: "me" }));
  return (
    <Button disabled={total === 0} onClick={() => rescoring.start({ manager_id: managerId })}>
      {t("clients.rescoreMine")}
    </Button>
  );
}

/** Asks first, with the number: it is one press away from the filters. */
function RescoreAll({ rescoring }: { rescoring: RescoringState }) {
  const { t } = useTranslation();
  const { data: total } = useQuery(countQuery({}));
  const ask = (count: number | null) =>
    modals.openConfirmModal({
      title: count === null ? t("clients.rescoreAllMany") : t("clients.rescoreAllTitle", { count }),
      children: <Text>{t("clients.rescoreAllAdvice")}</Text>,
      labels: { confirm: t("clients.rescoreAllConfirm"), cancel: t("edit.cancel") },
      onConfirm: () => rescoring.start({}),
      closeButtonProps: { "aria-label": t("edit.cancel") },
    });
  return (
    <Button disabled={total === undefined || total === 0} onClick={() => ask(total ?? null)}>
      {t("clients.rescoreAll")}
    </Button>
  );
}
