/** The state of the form: what is known, what is typed, what clashes and what is doubtful. */

import { type FormEvent, useState } from "react";
import { useFormats } from "../../kit/format";
import { type Conflict, findConflict } from "./conflict";
import { CONFLICT_ID, fieldId } from "./edit-places";
import { type Doubt, findDoubts, findFaults } from "./faults";
import { ANSWERS, type Answer, type FormValues, toForm, toPatch } from "./questionnaire";
import { type Loaded, useSaving } from "./saving";

export type Choice = "theirs" | "yours";

export function useEdit(loaded: Loaded) {
  const { readNumber } = useFormats();
  // What the form began with: a refetch in the background must not move it
  const [known, setKnown] = useState(loaded);
  const [form, setForm] = useState<FormValues>(() => toForm(loaded.client));
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [choices, setChoices] = useState<Partial<Record<Answer, Choice>>>({});
  const [attempted, setAttempted] = useState(false);
  const [asked, setAsked] = useState<{ doubts: Doubt[]; rescore: boolean } | null>(null);
  const faults = findFaults(form, known.client, readNumber);
  const patch = toPatch(form, known.client, readNumber);
  const { save, saved } = useSaving(known, (current) => {
    const found = findConflict(known.client, current.client, form, readNumber);
    setKnown(current);
    setForm(found.form);
    setChoices({});
    const isSettled = Object.keys(toPatch(found.form, current.client, readNumber)).length === 0;
    setConflict(isSettled ? null : found);
    return isSettled;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = (event.nativeEvent as SubmitEvent).submitter?.getAttribute("value");
    const place = firstToMend();
    setAttempted(place !== null);
    if (place !== null) return document.getElementById(place)?.focus();
    const doubts = findDoubts(form, known.client, readNumber);
    if (doubts.length > 0) return setAsked({ doubts, rescore: wish === "rescore" });
    save.mutate({ patch, rescore: wish === "rescore" });
  };
  const firstToMend = (): string | null => {
    const name = ANSWERS.find((one) => one in faults);
    if (name) return fieldId(name);
    return conflict?.clashes.some((clash) => !(clash.name in choices)) ? CONFLICT_ID : null;
  };
  return {
    client: known.client,
    form,
    faults,
    patch,
    conflict,
    choices,
    attempted,
    asked,
    save,
    saved,
    submit,
    change: (name: Answer, value: string) => setForm({ ...form, [name]: value }),
    choose: (name: Answer, choice: Choice) => {
      const clash = conflict?.clashes.find((one) => one.name === name);
      setChoices({ ...choices, [name]: choice });
      if (clash) setForm({ ...form, [name]: clash[choice] });
    },
    confirm: () => {
      if (asked) save.mutate({ patch, rescore: asked.rescore });
      setAsked(null);
    },
    dismiss: () => setAsked(null),
  };
}

export type Edit = ReturnType<typeof useEdit>;
