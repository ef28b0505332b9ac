/** Which answers are not those that a score was made of. */

import { addDays } from "../../kit/dates";
import type { Score } from "../scores/queries";
import type { Client } from "./queries";
import { ANSWERS, type Answer } from "./questionnaire";

/** What stands for "not employed" where employment is counted in days. */
export const NOT_EMPLOYED_DAYS = 365243;

export type Before = Partial<Record<Answer, string | number | null>>;

/** Returns the answers that changed since the score, with what they were then. */
export function changedSince(
  client: Client,
  score: Pick<Score, "features" | "as_of"> | undefined,
): Before {
  const before = score ? answersOf(score) : {};
  const changed = ANSWERS.filter(
    (name) =>
      before[name] !== undefined && comparable(client[name]) !== comparable(before[name] ?? null),
  );
  return Object.fromEntries(changed.map((name) => [name, before[name]]));
}

/** Returns the answers behind a score; dates only where it says from when days count back. */
function answersOf({ features, as_of }: Pick<Score, "features" | "as_of">): Before {
  const { days_birth, days_employed, ...told } = features ?? {};
  return {
    ...told,
    born_on: dateOf(days_birth, as_of),
    employed_since: dateOf(days_employed, as_of),
  };
}

/** Returns the date that days lead to: null for "not employed", undefined where it is unknown. */
function dateOf(days: string | number | undefined, asOf: string | null): Before["born_on"] {
  if (days === undefined || asOf === null) return undefined;
  return days === NOT_EMPLOYED_DAYS ? null : addDays(asOf, Number(days));
}

function comparable(value: string | number | null): string {
  if (value === null) return "Unknown";
  const number = Number(value);
  return value !== "" && Number.isFinite(number) ? String(number) : String(value);
}
