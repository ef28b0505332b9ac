/** What an area brings to the site; `areas.ts` lists the areas. */

import type { ParseKeys } from "i18next";
import { type ComponentType, createContext } from "react";
import type { Schemas } from "./client";
import type { Russian, Words } from "./translations";

export interface Place {
  /** The address behind `#/`. */
  path: string;
  /** Who may open it; everybody who is logged in where it is left out. */
  roles?: readonly Schemas["Role"][];
  /** Its name in the menu of who may open it; other pages are reached by links. */
  menu?: ParseKeys;
  /** What stands beside its name in the menu: how much waits there. */
  mark?: ComponentType;
  /** In the menu, and yet nobody's day begins there. */
  isNoHome?: boolean;
  lazy: () => Promise<{ Component: ComponentType }>;
}

/** The names of actions in the journal, by the code that the service writes. */
export type ActionNames = Record<string, ParseKeys>;

export interface Area<English extends Words> {
  words: { en: English; ru: Russian<English> };
  places: Place[];
  /** The actions of this area that the journal holds. */
  actions: ActionNames;
}

/** The actions of all areas, for the page that lists them. */
export const ActionsContext = createContext<ActionNames>({});
