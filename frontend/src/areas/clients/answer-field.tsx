/** One answer to be typed or chosen, with its bounds and what is wrong with it. */

import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { useFaultText } from "./edit-faults";
import { fieldId } from "./edit-places";
import type { Fault } from "./faults";
import { type Answer, question } from "./questionnaire";

const LONGEST_NUMBER = 40;

interface Props {
  name: Answer;
  value: string;
  changed: boolean;
  fault: Fault | undefined;
  /** Whether saving was tried: nothing that is wrong is left unsaid then. */
  attempted: boolean;
  onChange: (value: string) => void;
}

export function AnswerField(props: Props) {
  const { kind } = question(props.name);
  if (kind === "date") return <DateField {...props} />;
  if (kind === "money" || kind === "count") return <NumberField {...props} />;
  return <Choice {...props} />;
}

/** What all kinds of fields are given. */
function useShared({ name, value, changed, fault, attempted, onChange }: Props) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const [typing, setTyping] = useState(false);
  // "87,5" is on its way to "87,500"
  const isPremature = fault?.key === "separators" && typing && !attempted;
  return {
    id: fieldId(name),
    label: t(`answers.${name}`),
    // Beside the label, which keeps its words while one types
    wrapperProps: { "data-changed": changed ? t("edit.changedMark") : undefined },
    value,
    error: fault && !isPremature && faultText(fault),
    onFocus: () => setTyping(true),
    onBlur: () => setTyping(false),
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
}

function Choice(props: Props) {
  const { t } = useTranslation();
  const { values, nullable } = question(props.name);
  const options = values.map((value) => ({ value, label: t(`values.${value}` as "values.Y") }));
  const unknown = nullable ? [{ value: "", label: t("profile.unknown") }] : [];
  return <NativeSelect {...useShared(props)} data={[...unknown, ...options]} />;
}

function DateField(props: Props) {
  const { t } = useTranslation();
  const shared = useShared(props);
  const { nullable, minimum, maximum } = question(props.name);
  if (!nullable) {
    const hint = t("edit.birthHint", { minimum, maximum });
    return <TextInput {...shared} type="date" description={hint} />;
  }
  return (
    <Stack gap={4}>
      <TextInput {...shared} type="date" description={t("edit.employmentHint")} />
      <Group>
        <Button
          size="compact-xs"
          variant="default"
          disabled={props.value === ""}
          onClick={() => props.onChange("")}
        >
          {t("edit.setNotEmployed")}
        </Button>
      </Group>
    </Stack>
  );
}

function NumberField(props: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const shared = { ...useShared(props), maxLength: LONGEST_NUMBER };
  const { kind, minimum, maximum } = question(props.name);
  const range = t("edit.range", {
    minimum: formats.number(minimum),
    maximum: formats.number(maximum),
  });
  if (kind === "count") return <TextInput {...shared} inputMode="numeric" description={range} />;
  return (
    <TextInput
      {...shared}
      inputMode="decimal"
      description={
        <>
          {t("edit.moneyHint", { range })} <ReadAs text={props.value} />
        </>
      }
      rightSection={<span aria-hidden>₽</span>}
    />
  );
}

/** How a typed number is read: a slip of a digit or of a comma is seen at once. */
function ReadAs({ text }: { text: string }) {
  const { t } = useTranslation();
  const { readNumber, money, kopecks } = useFormats();
  const reading = readNumber(text);
  if (!("value" in reading)) return null;
  const write = Number.isInteger(Number(reading.value)) ? money : kopecks;
  return <strong>{t("edit.readAs", { amount: write(reading.value) })}</strong>;
}
