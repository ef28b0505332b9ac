/** Which clients are listed: whose, and of which grade, decision hint and state. */

import { Group, MultiSelect, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { masterScaleQuery } from "../scores/queries";
import { DEFAULT_GRADE, UNKNOWN_GRADE } from "../scores/scale";
import { DECISIONS, FRESHNESS, type ListState } from "./list-address";
import { Search } from "./list-search";

interface Props {
  state: ListState;
  onChange: (part: Partial<ListState>, replace?: boolean) => void;
  hasOwn: boolean;
}

export function Filters({ state, onChange, hasOwn }: Props) {
  const { t } = useTranslation();
  const { data: scale } = useQuery(masterScaleQuery);
  const grades = [
    ...(scale ?? []).map(({ grade }) => ({ value: grade, label: grade })),
    { value: DEFAULT_GRADE, label: t("default.grade") },
    { value: UNKNOWN_GRADE, label: t("unknown.grade") },
  ];
  return (
    <Group gap="sm" align="flex-end">
      <Search value={state.q} onChange={(q) => onChange({ q }, true)} />
      {hasOwn && (
        <SegmentedControl
          aria-label={t("clients.whose")}
          value={state.scope}
          onChange={(scope) => onChange({ scope: scope as ListState["scope"] })}
          data={[
            { value: "mine", label: t("clients.mine") },
            { value: "all", label: t("clients.all") },
          ]}
        />
      )}
      <MultiSelect
        label={t("score.grade")}
        placeholder={state.grade.length ? "" : t("clients.any")}
        data={grades}
        value={state.grade}
        onChange={(grade) => onChange({ grade })}
        w={190}
        clearable
        clearButtonProps={{ "aria-label": t("clients.clear") }}
      />
      <MultiSelect
        label={t("score.decision")}
        placeholder={state.decision.length ? "" : t("clients.any")}
        data={DECISIONS.map((value) => ({
          value,
          label: t(`decisions.${value}`),
        }))}
        value={state.decision}
        onChange={(decision) => onChange({ decision })}
        w={190}
        clearable
        clearButtonProps={{ "aria-label": t("clients.clear") }}
      />
      <MultiSelect
        label={t("clients.freshness")}
        placeholder={state.freshness.length ? "" : t("clients.any")}
        data={FRESHNESS.map((value) => ({
          value,
          label: t(`freshness.${value}.name`),
        }))}
        value={state.freshness}
        onChange={(freshness) => onChange({ freshness })}
        w={190}
        clearable
        clearButtonProps={{ "aria-label": t("clients.clear") }}
      />
    </Group>
  );
}
