/** Two people changed one client: what each wants, and what can be joined without asking. */

import type { Client } from "./queries";
import {
  ANSWERS,
  type Answer,
  type FormValues,
  isSame,
  type ReadNumber,
  toForm,
} from "./questionnaire";

/** An answer that both changed, to different values. */
export interface Clash {
  name: Answer;
  was: string;
  theirs: string;
  yours: string;
}

export interface Conflict {
  /** The form with what the other person changed, and one's own answers where both did. */
  form: FormValues;
  clashes: Clash[];
  /** What only the other person changed, with what it was. */
  joined: Pick<Clash, "name" | "was" | "theirs">[];
}

/** Joins one's own form with what somebody else saved meanwhile. */
export function findConflict(
  before: Client,
  now: Client,
  form: FormValues,
  readNumber: ReadNumber,
): Conflict {
  const [old, theirs] = [toForm(before), toForm(now)];
  const differs = (name: Answer, one: FormValues, other: FormValues) =>
    !isSame(name, one[name].trim(), other[name].trim(), readNumber);
  const changed = ANSWERS.filter(
    (name) => differs(name, theirs, old) && differs(name, theirs, form),
  );
  const isMine = (name: Answer) => differs(name, form, old);
  const told = (name: Answer) => ({ name, was: old[name], theirs: theirs[name] });
  const joined = changed.filter((name) => !isMine(name)).map(told);
  return {
    form: { ...form, ...Object.fromEntries(joined.map(({ name }) => [name, theirs[name]])) },
    clashes: changed.filter(isMine).map((name) => ({ ...told(name), yours: form[name].trim() })),
    joined,
  };
}
