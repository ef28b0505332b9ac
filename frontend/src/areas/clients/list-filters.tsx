/** Which clients are listed: whose, and of which grade, recommendation and state. */

import {
  Button,
  Drawer,
  Group,
  Input,
  MultiSelect,
  NativeSelect,
  SegmentedControl,
  Stack,
} from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useUser } from "../people/session";
import { masterScaleQuery } from "../scores/queries";
import { DEFAULT_GRADE, UNKNOWN_GRADE } from "../scores/scale";
import { DECISIONS, FRESHNESS, type ListState } from "./list-address";
import { countQuery } from "./queries";
import { Search } from "./list-search";

interface Props {
  state: ListState;
  onChange: (part: Partial<ListState>, replace?: boolean) => void;
  hasOwn: boolean;
}

export function Filters({ state, onChange, hasOwn }: Props) {
  const { t } = useTranslation();
  const { role } = useUser();
  const seesNobodys = role === "analyst" || role === "admin";
  const { data: count } = useQuery({ ...countQuery({ manager: "none" }), enabled: seesNobodys });
  const nobodys = count ? t("clients.nobodysCount", { count }) : t("clients.nobodys");
  // The same width from which on rows are no cards: see site.css
  const isPhone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  return (
    <Group gap="sm" align="flex-end">
      <Search value={state.q} onChange={(q) => onChange({ q }, true)} />
      {(hasOwn || seesNobodys) && (
        <Input.Wrapper label={t("clients.whose")} labelElement="div">
          <div>
            <SegmentedControl
              aria-label={t("clients.whose")}
              value={state.scope}
              onChange={(scope) => onChange({ scope: scope as ListState["scope"] })}
              data={[
                ...(hasOwn ? [{ value: "mine", label: t("clients.mine") }] : []),
                { value: "all", label: t("clients.all") },
                ...(seesNobodys ? [{ value: "nobodys", label: nobodys }] : []),
              ]}
            />
          </div>
        </Input.Wrapper>
      )}
      {isPhone ? (
        <InDrawer state={state} onChange={onChange} />
      ) : (
        <Selects state={state} onChange={onChange} />
      )}
    </Group>
  );
}

type ChoiceProps = Pick<Props, "state" | "onChange">;

const STANDINGS = ["open", "closed"] as const;
const NARROWING = ["grade", "decision", "freshness"] as const;

/** On a phone the list itself comes first. */
function InDrawer({ state, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const [open, { open: show, close }] = useDisclosure(false);
  const count = NARROWING.filter((name) => state[name].length > 0).length;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconAdjustmentsHorizontal size={18} aria-hidden />}
        onClick={show}
      >
        {count > 0 ? t("clients.filtersSet", { count }) : t("clients.filters")}
      </Button>
      <Drawer
        opened={open}
        onClose={close}
        position="bottom"
        size="auto"
        title={t("clients.filters")}
        closeButtonProps={{ "aria-label": t("clients.closeFilters") }}
      >
        <Stack>
          <Order state={state} onChange={onChange} />
          <Selects state={state} onChange={onChange} />
          <Button onClick={close}>{t("clients.showFound")}</Button>
        </Stack>
      </Drawer>
    </>
  );
}

const ORDERS = [
  ["name", "clients.byName"],
  ["-proba", "clients.byRisk"],
  ["proba", "clients.byRiskUp"],
  ["-scored_at", "clients.byScored"],
] as const;

/** Cards have no headers to press. */
function Order({ state, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t("clients.order")}
      value={state.sort}
      data={ORDERS.map(([value, label]) => ({ value, label: t(label) }))}
      onChange={(event) => onChange({ sort: event.currentTarget.value as ListState["sort"] })}
    />
  );
}

function Selects({ state, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const { data: scale } = useQuery(masterScaleQuery);
  const grades = [
    ...(scale ?? []).map(({ grade }) => ({ value: grade, label: grade })),
    { value: DEFAULT_GRADE, label: t("default.grade") },
    { value: UNKNOWN_GRADE, label: t("unknown.grade") },
  ];
  const decisions = DECISIONS.map((value) => ({
    value,
    label: t(`decisions.${value}`),
  }));
  const states = FRESHNESS.map((value) => ({
    value,
    label: t(`freshness.${value}.name`),
  }));
  const labels = {
    grade: t("score.grade"),
    decision: t("score.decision"),
    freshness: t("clients.freshness"),
  };
  const options = { grade: grades, decision: decisions, freshness: states };
  const selects = NARROWING.map((name) => (
    <MultiSelect
      key={name}
      label={labels[name]}
      placeholder={state[name].length ? "" : t("clients.any")}
      data={options[name]}
      value={state[name]}
      onChange={(chosen) => onChange({ [name]: chosen })}
      style={{ flex: "0 1 13.5rem" }}
      clearable
      clearButtonProps={{ "aria-label": t("clients.clear") }}
    />
  ));
  return (
    <>
      {selects}
      <NativeSelect
        label={t("clients.standing")}
        value={state.standing}
        data={STANDINGS.map((value) => ({ value, label: t(`clients.standings.${value}`) }))}
        onChange={(event) =>
          onChange({ standing: event.currentTarget.value as ListState["standing"] })
        }
      />
    </>
  );
}
