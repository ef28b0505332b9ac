/** Which events are wanted, in the address: kept when the page is loaded again or a link is sent. */

import { readAfter } from "../../kit/pages";

export interface EventsWanted {
  action: string;
  /** Ids as text; empty for everybody. */
  actor: string;
  /** Table and id, as "clients:17"; empty for everything. */
  subject: string;
  /** Days of the reader, YYYY-MM-DD; empty for all. */
  from: string;
  to: string;
  /** Where the page begins; empty for the newest. */
  after: string;
}

const FORMS = {
  action: /^[a-z_]+\.[a-z_]+$/,
  actor: /^\d{1,15}$/,
  subject: /^[a-z_]+:\d{1,15}$/,
  from: /^\d{4}-\d\d-\d\d$/,
  to: /^\d{4}-\d\d-\d\d$/,
} as const;
type Text = keyof typeof FORMS;
const TEXTS = Object.keys(FORMS) as Text[];

/** Reads an address; what makes no sense in it is as if it was not there. */
export function readAddress(parameters: URLSearchParams): EventsWanted {
  const read = (name: Text) => {
    const value = parameters.get(name) ?? "";
    return FORMS[name].test(value) ? value : "";
  };
  const texts = Object.fromEntries(TEXTS.map((name) => [name, read(name)])) as Record<Text, string>;
  return { ...texts, after: readAfter(parameters).replace(/_.*/, "") };
}

export function writeAddress(wanted: EventsWanted): URLSearchParams {
  const address = new URLSearchParams();
  for (const name of TEXTS) if (wanted[name]) address.set(name, wanted[name]);
  if (wanted.after) address.set("after", wanted.after);
  return address;
}

/** Returns the same as the service asks for it. */
export function toQuery({ action, actor, subject, from, to }: EventsWanted) {
  const [subject_table, subject_id] = subject.split(":");
  const since = startOf(from, 0);
  const until = startOf(to, 1); // the last day is wanted, too
  return {
    ...(action && { action }),
    ...(actor && { actor_id: Number(actor) }),
    ...(subject_table && subject_id && { subject_table, subject_id: Number(subject_id) }),
    ...(since && { since }),
    ...(until && { until }),
  };
}

/** Returns when a day begins where the reader is, so many days later. */
function startOf(day: string, later: number): string | null {
  const moment = new Date(`${day}T00:00`);
  if (Number.isNaN(moment.valueOf())) return null;
  moment.setDate(moment.getDate() + later);
  return moment.toISOString();
}
