/** A form that saves itself: what was typed is sent when a field is left, one request at a time. */

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api } from "../../kit/client";
import { useFormats } from "../../kit/format";
import {
  changed,
  type Field,
  findContradictions,
  findFaults,
  type FormValues,
  toForm,
  toPatch,
  withFilledIn,
} from "./form-model";
import { applicationQuery, type Loaded, loaded } from "./queries";

interface Saving {
  pending: boolean;
  /** When all that can be saved was; null before. */
  savedAt: string | null;
  error: Error | null;
}

/**
 * @param begun the application as it was read; null while there is none
 * @param typed what was typed before and may not be saved yet
 * @param today the day by which dates are judged
 */
export function useDraft(begun: Loaded | null, typed: FormValues | null, today: string) {
  const queryClient = useQueryClient();
  const { readNumber } = useFormats();
  const [known, setKnown] = useState(begun);
  const [form, setForm] = useState(() => typed ?? toForm(begun?.application ?? null));
  const [saving, setSaving] = useState<Saving>({ pending: false, savedAt: null, error: null });
  // What a request that is under way will find when its turn comes
  const latest = useRef({ form, known });
  const turn = useRef<Promise<Loaded | null>>(Promise.resolve(begun));
  const patchOf = (values: FormValues, of: Loaded | null) =>
    toPatch(
      values,
      toForm(of?.application ?? null),
      findFaults(values, today, readNumber),
      readNumber,
    );
  const setText = (next: FormValues) => {
    latest.current.form = next;
    setForm(next);
  };
  const take = (next: Loaded) => {
    const before = toForm(latest.current.known?.application ?? null);
    setText(withFilledIn(latest.current.form, before, toForm(next.application)));
    latest.current.known = next;
    setKnown(next);
    queryClient.setQueryData(applicationQuery(next.application.id).queryKey, next);
    queryClient.invalidateQueries({ queryKey: ["applications"] });
  };
  const saveOnce = async (): Promise<Loaded | null> => {
    const { form, known } = latest.current;
    const patch = patchOf(form, known);
    if (Object.keys(patch).length === 0) return known;
    setSaving((before) => ({ ...before, pending: true, error: null }));
    try {
      const next = await send(known, patch);
      take(next);
      // The number of a document is kept nowhere, nor here
      if (patch.person?.document && latest.current.form.document === form.document) {
        setText({ ...latest.current.form, document: "" });
      }
      setSaving({ pending: false, savedAt: next.application.updated_at, error: null });
      return next;
    } catch (error) {
      setSaving((before) => ({ ...before, pending: false, error: error as Error }));
      throw error;
    }
  };
  /** Sends what was changed and may be sent; returns the application, null if there is none yet. */
  const save = (): Promise<Loaded | null> => {
    turn.current = turn.current.catch(() => null).then(saveOnce);
    return turn.current;
  };
  return {
    form,
    known,
    saving,
    faults: {
      ...findContradictions(form, today, readNumber),
      ...findFaults(form, today, readNumber),
    },
    /** Whether a field says something else than what was saved, be it faulty. */
    isTyped: !isSameForm(form, toForm(known?.application ?? null)),
    isDirty: Object.keys(patchOf(form, known)).length > 0,
    change: (name: Field, value: string) =>
      setText(changed(latest.current.form, name, value, readNumber)),
    /** What is typed at this moment, also in a function that was made before. */
    current: () => latest.current.form,
    save,
    take,
  };
}

function isSameForm(one: FormValues, other: FormValues): boolean {
  return (Object.keys(one) as Field[]).every((name) => one[name] === other[name]);
}

export type Draft = ReturnType<typeof useDraft>;

function send(known: Loaded | null, patch: ReturnType<typeof toPatch>): Promise<Loaded> {
  if (!known) return loaded(api.POST("/applications", { body: patch as never }));
  const { etag, application } = known;
  return loaded(
    api.PATCH("/applications/{application_id}", {
      params: {
        path: { application_id: application.id },
        header: etag ? { "if-match": etag } : {},
      },
      body: patch,
    }),
  );
}
