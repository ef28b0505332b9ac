/** The rows of a list: who they are, which comes next, and until when they can be put off. */

import { addDays } from "../../kit/dates";
import type { Worklist, WorkRow } from "./queries";

export const LONGEST_SNOOZE_DAYS = 90;
const USUAL_DAYS = [1, 3, 7, 30];

export function nameOf(row: WorkRow): string {
  return [row.last_name, row.first_name, row.patronymic].filter(Boolean).join(" ");
}

/** Returns the address of what the row is about. */
export function placeOf(row: WorkRow): string {
  return row.application_id === null
    ? `/clients/${row.client_id}`
    : `/applications/${row.application_id}`;
}

export function rowsOf(list: Worklist): WorkRow[] {
  return list.groups.flatMap(({ items }) => items);
}

/** Returns the list without a row: what was dealt with is gone before the service has answered. */
export function without(list: Worklist, key: string): Worklist {
  const groups = list.groups.map((group) => ({
    ...group,
    items: group.items.filter((row) => row.key !== key),
  }));
  return { ...list, groups };
}

/** Returns the row that takes the place of one that goes: the next, else the one before. */
export function successorOf(rows: readonly WorkRow[], key: string): WorkRow | undefined {
  const place = rows.findIndex((row) => row.key === key);
  return rows[place + 1] ?? rows[place - 1];
}

/** Returns the days one usually puts a row off to, and the last one possible. */
export function snoozeDays(asOf: string) {
  return {
    usual: USUAL_DAYS.map((count) => ({ count, date: addDays(asOf, count) })),
    first: addDays(asOf, 1),
    last: addDays(asOf, LONGEST_SNOOZE_DAYS),
  };
}
