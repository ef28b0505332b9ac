/** The areas of the site in the order of the menu; a new one costs its line here. */

import { matchPath } from "react-router";
import { applications } from "./areas/applications/places";
import { clients } from "./areas/clients/places";
import { decisions } from "./areas/decisions/places";
import { imports } from "./areas/imports/places";
import { journal } from "./areas/journal/places";
import { monitoring } from "./areas/monitoring/places";
import { models } from "./areas/models/places";
import { notices } from "./areas/notices/places";
import { payments } from "./areas/payments/places";
import { people } from "./areas/people/places";
import { policies } from "./areas/policies/places";
import { portfolio } from "./areas/portfolio/places";
import type { Role } from "./areas/people/roles";
import { scores } from "./areas/scores/places";
import { worklist } from "./areas/worklist/places";
import type { ActionNames, Place } from "./kit/area";

export const AREAS = [
  worklist,
  portfolio,
  people,
  decisions,
  clients,
  applications,
  notices,
  imports,
  payments,
  policies,
  monitoring,
  models,
  scores,
  journal,
] as const;

export const PLACES: Place[] = AREAS.flatMap(({ places }) => places);

export const ACTION_NAMES: ActionNames = Object.assign({}, ...AREAS.map(({ actions }) => actions));

export type MenuEntry = Required<Pick<Place, "path" | "menu">> & Pick<Place, "isNoHome" | "mark">;

/** Returns what the menu of a role lists. */
export function menuOf(role: Role): MenuEntry[] {
  return PLACES.flatMap(({ path, menu, roles, isNoHome = false, mark }) =>
    menu && (roles ?? [role]).includes(role)
      ? [{ path, menu, isNoHome, ...(mark && { mark }) }]
      : [],
  );
}

/** Returns where a role begins: with the first entry of its menu that can be. */
export function homeOf(role: Role): string {
  return `/${menuOf(role).find(({ isNoHome }) => !isNoHome)?.path ?? ""}`;
}

/** Returns where a login leads: to the page that was asked for, if this role may open it. */
export function goalOf(role: Role, next: string | null): string {
  const [path] = next?.split("?") ?? [];
  const mayOpen = PLACES.some(
    (place) => path && matchPath(`/${place.path}`, path) && (place.roles ?? [role]).includes(role),
  );
  return next !== null && mayOpen ? next : homeOf(role);
}
