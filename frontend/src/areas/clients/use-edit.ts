/** The state of the form: what is known, what is typed, what clashes and what is doubtful. */

import { type FormEvent, useState } from "react";
import { ApiError, type Fault as FieldFault } from "../../kit/client";
import { useFormats } from "../../kit/format";
import { type Conflict, findConflict } from "./conflict";
import { CONFLICT_ID, fieldId } from "./edit-places";
import { type Doubt, findDoubts, findFaults, toDoubts, toFaults } from "./faults";
import {
  ANSWERS,
  type Answer,
  type FormValues,
  type Patch,
  toForm,
  toPatch,
} from "./questionnaire";
import { type Loaded, useSaving, type Wish } from "./saving";

export type Choice = "theirs" | "yours";

export function useEdit(loaded: Loaded) {
  const { readNumber } = useFormats();
  // What the form began with: a refetch in the background must not move it
  const [known, setKnown] = useState(loaded);
  const [form, setForm] = useState<FormValues>(() => toForm(loaded.client));
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [choices, setChoices] = useState<Partial<Record<Answer, Choice>>>({});
  const [attempted, setAttempted] = useState(false);
  const [asked, setAsked] = useState<{ doubts: Doubt[]; wish: Wish } | null>(null);
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
  // What the service said holds until the answers are changed
  const said = isSamePatch(save.variables?.patch, patch) ? faultsOf(save.error) : [];
  const isAsking = save.error instanceof ApiError && save.error.code === "unconfirmed_answers";
  const faults = {
    ...(isAsking ? {} : toFaults(said)),
    ...findFaults(form, known.client, readNumber),
  };
  const send = (wish: Wish) =>
    save.mutate(wish, {
      onError: (error) => {
        if (!(error instanceof ApiError) || error.code !== "unconfirmed_answers") return;
        const confirm = error.faults.map(({ code }) => code);
        setAsked({ doubts: toDoubts(error.faults), wish: { ...wish, confirm } });
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const pressed = (event.nativeEvent as SubmitEvent).submitter?.getAttribute("value");
    const wish = { patch, rescore: pressed === "rescore" };
    const place = firstToMend();
    setAttempted(place !== null);
    if (place !== null) return document.getElementById(place)?.focus();
    const doubts = findDoubts(form, known.client, readNumber);
    if (doubts.length > 0) return setAsked({ doubts, wish });
    send(wish);
  };
  const firstToMend = (): string | null => {
    const own = findFaults(form, known.client, readNumber);
    const name = ANSWERS.find((one) => one in own);
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
      setAsked(null);
      if (asked) send(asked.wish);
    },
    dismiss: () => setAsked(null),
  };
}

function isSamePatch(one: Patch | undefined, other: Patch): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function faultsOf(error: Error | null): FieldFault[] {
  return error instanceof ApiError ? error.faults : [];
}

export type Edit = ReturnType<typeof useEdit>;
