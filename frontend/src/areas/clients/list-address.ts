/** What the client list shows, kept in its address: deep links and the back button work. */

import type { ClientListQuery } from "./queries";

export type Sort = NonNullable<ClientListQuery["sort"]>;
export const PAGE_SIZES = [25, 50, 100] as const;

export interface ListState {
  scope: "mine" | "all";
  q: string;
  sort: Sort;
  grade: string[];
  decision: string[];
  freshness: string[];
  page: number;
  page_size: number;
}

const DEFAULT_SORT: Sort = "name";

export function readState(parameters: URLSearchParams, scope: ListState["scope"]): ListState {
  const page = Number(parameters.get("page"));
  const size = Number(parameters.get("page_size"));
  const asked = parameters.get("scope");
  return {
    scope: asked === "all" || asked === "mine" ? asked : scope,
    q: parameters.get("q") ?? "",
    sort: (parameters.get("sort") as Sort | null) ?? DEFAULT_SORT,
    grade: parameters.getAll("grade"),
    decision: parameters.getAll("decision"),
    freshness: parameters.getAll("freshness"),
    page: Number.isInteger(page) && page > 0 ? page : 1,
    page_size: PAGE_SIZES.find((known) => known === size) ?? PAGE_SIZES[0],
  };
}

/** Returns the address of a state; what is as usual is left out. */
export function writeState(state: ListState, usualScope: ListState["scope"]): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.scope !== usualScope) parameters.set("scope", state.scope);
  if (state.q) parameters.set("q", state.q);
  if (state.sort !== DEFAULT_SORT) parameters.set("sort", state.sort);
  for (const name of ["grade", "decision", "freshness"] as const) {
    for (const value of state[name]) parameters.append(name, value);
  }
  if (state.page !== 1) parameters.set("page", String(state.page));
  if (state.page_size !== PAGE_SIZES[0]) parameters.set("page_size", String(state.page_size));
  return parameters;
}

export function toQuery(state: ListState): ClientListQuery {
  return {
    ...(state.scope === "mine" && { manager: "me" as const }),
    ...(state.q && { q: state.q }),
    sort: state.sort,
    ...(state.grade.length > 0 && { grade: state.grade }),
    ...(state.decision.length > 0 && { decision: state.decision as ClientListQuery["decision"] }),
    ...(state.freshness.length > 0 && {
      freshness: state.freshness as ClientListQuery["freshness"],
    }),
    page: state.page,
    page_size: state.page_size,
  };
}

/** Returns the order after a click on a column: up, then down, then up again. */
export function nextSort(current: Sort, column: string): Sort {
  return (current === column ? `-${column}` : column) as Sort;
}
