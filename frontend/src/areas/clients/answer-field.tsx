/** One answer to be typed or chosen, with its bounds and what is wrong with it. */

import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { type Answer, type Fault, question } from "./questionnaire";

interface Props {
  name: Answer;
  value: string;
  changed: boolean;
  fault: Fault | undefined;
  onChange: (value: string) => void;
}

export function AnswerField({ name, value, changed, fault, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { kind, values, nullable, minimum, maximum } = question(name);
  const shared = {
    label: t(`answers.${name}`),
    // Beside the label, which keeps its words while one types
    wrapperProps: { "data-changed": changed ? t("edit.changedMark") : undefined },
    value,
    error: fault && t(`faults.${fault.key}`, { ...fault.values }),
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (kind === "category" || kind === "yesNo") {
    const options = values.map((option) => ({
      value: option,
      label: t(`values.${option}` as "values.Y"),
    }));
    const unknown = nullable ? [{ value: "", label: t("profile.unknown") }] : [];
    return <NativeSelect {...shared} data={[...unknown, ...options]} />;
  }
  if (kind === "date" && !nullable) {
    const hint = t("edit.birthHint", { minimum, maximum });
    return <TextInput {...shared} type="date" description={hint} />;
  }
  if (kind === "date") {
    return (
      <Stack gap={4}>
        <TextInput {...shared} type="date" description={t("edit.employmentHint")} />
        <Group>
          <Button
            size="compact-xs"
            variant="default"
            disabled={value === ""}
            onClick={() => onChange("")}
          >
            {t("edit.setNotEmployed")}
          </Button>
        </Group>
      </Stack>
    );
  }
  const range = t("edit.range", {
    minimum: formats.number(minimum),
    maximum: formats.number(maximum),
  });
  return (
    <TextInput
      {...shared}
      inputMode={kind === "money" ? "decimal" : "numeric"}
      description={kind === "money" ? t("edit.moneyHint", { range }) : range}
      rightSection={kind === "money" ? <span aria-hidden>₽</span> : undefined}
    />
  );
}
