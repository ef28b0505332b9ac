/** Which users are wanted, in the address: kept when the page is loaded again or a link is sent. */

import { readAfter } from "../../kit/pages";
import { type Role, STAFF } from "./roles";

const ROLES: readonly Role[] = ["client", ...STAFF, "dismissed"];
export const GROUPS = ["staff", ...ROLES, "all"] as const;
export type Group = "staff" | "all" | Role;

export interface UsersWanted {
  q: string;
  group: Group;
  /** Where the page begins; empty for the first one. */
  after: string;
}

/** Reads an address; what is unknown in it is as if it was not there. */
export function readAddress(parameters: URLSearchParams): UsersWanted {
  const group = GROUPS.find((known) => known === parameters.get("who")) ?? "staff";
  return { q: parameters.get("q") ?? "", group, after: readAfter(parameters).replace(/_.*/, "") };
}

export function writeAddress({ q, group, after }: UsersWanted): URLSearchParams {
  return new URLSearchParams({
    ...(q && { q }),
    ...(group !== "staff" && { who: group }),
    ...(after && { after }),
  });
}

/** Returns the roles of a group; none means all. */
export function rolesOf(group: Group): Role[] {
  if (group === "staff") return [...STAFF];
  return group === "all" ? [] : [group];
}
