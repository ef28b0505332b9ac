/** What the list of applications shows, kept in its address. */

import type { ApplicationState, ListQuery } from "./queries";
import { LISTED_STATES } from "./states";

export interface ListState {
  scope: "mine" | "all";
  state: ApplicationState | null;
}

/** Reads an address; what is not known is left out. */
export function readState(parameters: URLSearchParams, usual: ListState["scope"]): ListState {
  const scope = parameters.get("scope");
  return {
    scope: scope === "all" || scope === "mine" ? scope : usual,
    state: LISTED_STATES.find((known) => known === parameters.get("state")) ?? null,
  };
}

/** Returns the address of a state; what is as usual is left out. */
export function writeState(state: ListState, usual: ListState["scope"]): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.scope !== usual) parameters.set("scope", state.scope);
  if (state.state) parameters.set("state", state.state);
  return parameters;
}

export function toQuery({ scope, state }: ListState): ListQuery {
  return {
    ...(scope === "mine" && { manager: "me" as const }),
    ...(state && { state: [state] }),
  };
}
