/** A figure that is typed: it counts once it is whole, and says when it cannot be. */

import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useFormats } from "../../kit/format";

interface Props {
  label: string;
  description?: string;
  /** Null for nothing, where nothing may be. */
  value: number | null;
  /** Whether a figure can be; the fault is shown otherwise. */
  isPossible: (value: number) => boolean;
  fault: string;
  mayBeEmpty?: boolean;
  onChange: (value: number | null) => void;
}

/** What was typed, and for which value: what is moved elsewhere takes its place. */
interface Draft {
  text: string;
  of: number | null;
}

export function FigureField({ label, description, value, mayBeEmpty, ...rules }: Props) {
  const { readNumber, number } = useFormats();
  const [draft, setDraft] = useState<Draft | null>(null);
  const typed = draft?.of === value ? draft.text : null;
  const reading = typed === null ? null : readFigure(typed, readNumber, mayBeEmpty);
  const isFault = reading !== null && !isGood(reading, rules.isPossible);
  const commit = () => {
    if (reading === null || isFault) return;
    setDraft(null);
    if (reading.value !== value) rules.onChange(reading.value);
  };
  return (
    <TextInput
      label={label}
      description={description}
      inputMode="decimal"
      value={typed ?? (value === null ? "" : number(value))}
      error={isFault && rules.fault}
      onChange={(event) => setDraft({ text: event.currentTarget.value, of: value })}
      onBlur={commit}
      onKeyDown={(event: KeyboardEvent) => event.key === "Enter" && commit()}
    />
  );
}

interface Figure {
  value: number | null;
  isRead: boolean;
}

type NumberReader = ReturnType<typeof useFormats>["readNumber"];

function readFigure(text: string, readNumber: NumberReader, mayBeEmpty = false): Figure {
  if (mayBeEmpty && text.trim() === "") return { value: null, isRead: true };
  const reading = readNumber(text);
  return "value" in reading
    ? { value: Number(reading.value), isRead: true }
    : { value: null, isRead: false };
}

function isGood({ value, isRead }: Figure, isPossible: (value: number) => boolean): boolean {
  return isRead && (value === null || isPossible(value));
}
