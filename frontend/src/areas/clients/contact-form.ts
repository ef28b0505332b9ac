/** The fields of the contacts: what a form holds of a client, what it changes, and who was faster. */

import type { Client } from "./queries";

export const CONTACTS = [
  "last_name",
  "first_name",
  "patronymic",
  "phone",
  "email",
  "external_id",
] as const;
export type Contact = (typeof CONTACTS)[number];
export type ContactValues = Record<Contact, string>;
type Known = Pick<Client, Contact>;

/** Names are never taken away; the others may be. */
const MAY_BE_UNKNOWN: readonly Contact[] = ["phone", "email", "external_id"];

export function toContacts(client: Known): ContactValues {
  return Object.fromEntries(CONTACTS.map((name) => [name, client[name] ?? ""])) as ContactValues;
}

/** Returns what is typed and differs from what is known. */
export function toChanges(typed: ContactValues, known: Known): Partial<Known> {
  const changed = CONTACTS.filter((name) => typed[name].trim() !== (known[name] ?? ""));
  return Object.fromEntries(
    changed.map((name) => {
      const value = typed[name].trim();
      return [name, value === "" && MAY_BE_UNKNOWN.includes(name) ? null : value];
    }),
  );
}

/**
 * Joins what somebody else saved meanwhile: what was left alone takes their values.
 *
 * @returns the fields as they are now, and those that both have changed with their values
 */
export function joinContacts(
  typed: ContactValues,
  before: Known,
  now: Known,
): { joined: ContactValues; clashes: Partial<ContactValues> } {
  const mine = toChanges(typed, before);
  const current = toContacts(now);
  const joined = { ...current };
  const clashes: Partial<ContactValues> = {};
  for (const name of CONTACTS.filter((one) => one in mine)) {
    joined[name] = typed[name];
    const isTheirs = now[name] !== before[name] && current[name] !== typed[name].trim();
    if (isTheirs) clashes[name] = current[name];
  }
  return { joined, clashes };
}
