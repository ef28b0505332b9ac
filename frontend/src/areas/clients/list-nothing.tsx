/** Why a list of clients is empty, and where there are some. */

import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ListState, toFilter } from "./list-address";
import { countQuery } from "./queries";

interface Props {
  state: ListState;
  onChange: (part: Partial<ListState>) => void;
}

export function NothingFound({ state, onChange }: Props) {
  const { t } = useTranslation();
  const isMine = state.scope === "mine";
  const { data: own } = useQuery({ ...countQuery({ manager: "me" }), enabled: isMine });
  const wide = { ...state, scope: "all" as const };
  const { data: elsewhere = 0 } = useQuery({ ...countQuery(toFilter(wide)), enabled: isMine });
  const isNobodys = state.scope === "nobodys" && Object.keys(toFilter(state)).length === 1;
  const text = isNobodys
    ? t("clients.everybodyHasOne")
    : isMine && own === 0
      ? t("clients.noneOwn")
      : t("clients.none");
  return (
    <Group justify="center" p="xl" gap="sm">
      <Text c="dimmed">{text}</Text>
      {isMine && elsewhere !== 0 && (
        <Button variant="default" size="xs" onClick={() => onChange({ scope: "all" })}>
          {elsewhere === null
            ? t("clients.elsewhereMany")
            : t("clients.elsewhere", { count: elsewhere })}
        </Button>
      )}
    </Group>
  );
}
