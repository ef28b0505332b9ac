/** Which users are wanted, in the address: kept when the page is loaded again or a link is sent. */

import { type Role, STAFF } from "./roles";

const ROLES: readonly Role[] = ["client", ...STAFF, "dismissed"];
export const GROUPS = ["staff", ...ROLES, "all"] as const;
export type Group = "staff" | "all" | Role;

export interface UsersWanted {
  q: string;
  group: Group;
  page: number;
}

/** Reads an address; what is unknown in it is as if it was not there. */
export function readAddress(parameters: URLSearchParams): UsersWanted {
  const group = GROUPS.find((known) => known === parameters.get("who")) ?? "staff";
  const page = Number(parameters.get("page"));
  return {
    q: parameters.get("q") ?? "",
    group,
    page: Number.isSafeInteger(page) && page > 1 && page <= 1_000_000 ? page : 1,
  };
}

export function writeAddress({ q, group, page }: UsersWanted): URLSearchParams {
  return new URLSearchParams({
    ...(q && { q }),
    ...(group !== "staff" && { who: group }),
    ...(page > 1 && { page: String(page) }),
  });
}

/** Returns the roles of a group; none means all. */
export function rolesOf(group: Group): Role[] {
  if (group === "staff") return [...STAFF];
  return group === "all" ? [] : [group];
}
