/** What the queue is narrowed to. */

import { Group, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { managersQuery } from "../people/queries";
import { masterScaleQuery } from "../scores/queries";
import { gradeName } from "../scores/badges";
import { gradesOf } from "../scores/scale";
import { MODELS, type QueueState } from "./queue-address";
import { RULES } from "./rules";

interface Props {
  state: QueueState;
  onChange: (part: Partial<QueueState>) => void;
}

export function QueueFilters({ state, onChange }: Props) {
  const { t } = useTranslation();
  const { data: scale = [] } = useQuery(masterScaleQuery);
  const grades = gradesOf(scale).map((grade) => ({ value: grade, label: gradeName(t, grade) }));
  return (
    <Group
      gap="xs"
      align="flex-end"
      role="group"
      aria-label={t("queue.filters.label")}
      className="filters"
    >
      <Choice
        name="rule"
        value={state.rule}
        options={RULES.map((value) => ({ value, label: t(`ruleNames.${value}`) }))}
        onChange={(rule) => onChange({ rule: rule as QueueState["rule"] })}
      />
      <Choice
        name="grade"
        value={state.grade}
        options={grades}
        onChange={(grade) => onChange({ grade })}
      />
      <Choice
        name="model"
        value={state.model}
        options={MODELS.map((value) => ({ value, label: t(`models.${value}`) }))}
        onChange={(model) => onChange({ model: model as QueueState["model"] })}
      />
      <Managers value={state.manager} onChange={(manager) => onChange({ manager })} />
      <AmountFrom value={state.amountFrom} onChange={(amountFrom) => onChange({ amountFrom })} />
    </Group>
  );
}

interface ChoiceProps {
  name: "rule" | "grade" | "model" | "manager";
  value: string | null;
  options: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}

function Choice({ name, value, options, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      size="xs"
      maw={220}
      label={t(`queue.filters.${name}`)}
      data={[{ value: "", label: t("queue.filters.any") }, ...options]}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

interface ManagersProps {
  value: number | null;
  onChange: (manager: number | null) => void;
}

function Managers({ value, onChange }: ManagersProps) {
  const { data = [] } = useQuery(managersQuery);
  const options = data.map(({ id, last_name, first_name }) => ({
    value: String(id),
    label: `${last_name} ${first_name}`,
  }));
  return (
    <Choice
      name="manager"
      value={value === null ? null : String(value)}
      options={options}
      onChange={(id) => onChange(id === null ? null : Number(id))}
    />
  );
}

/** An amount counts once it is typed: when the field is left, or at Enter. */
function AmountFrom({ value, onChange }: ManagersProps) {
  const { t } = useTranslation();
  const { readNumber, number } = useFormats();
  const [text, setText] = useState(value === null ? "" : number(value));
  const reading = readNumber(text);
  const typed = "value" in reading ? Math.round(Number(reading.value)) : null;
  const isFaulty = text.trim() !== "" && !(typed !== null && typed > 0);
  const take = () => !isFaulty && typed !== value && onChange(typed);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <TextInput
        size="xs"
        w={140}
        label={t("queue.filters.amount_from")}
        inputMode="numeric"
        maxLength={20}
        value={text}
        error={isFaulty}
        rightSection={<span aria-hidden>₽</span>}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={take}
      />
    </form>
  );
}
