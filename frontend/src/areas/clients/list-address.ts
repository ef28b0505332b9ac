/** What the client list shows, kept in its address: deep links and the back button work. */

import { readAfter } from "../../kit/pages";
import type { Decision, Freshness } from "../scores/queries";
import type { ClientListQuery } from "./queries";

export type Sort = NonNullable<ClientListQuery["sort"]>;
export const PAGE_SIZES = [25, 50, 100] as const;
export const DECISIONS = ["approve", "review", "decline"] as const satisfies Decision[];
export const FRESHNESS = ["current", "silent", "stale", "unscored"] as const satisfies Freshness[];
const COLUMNS = ["name", "income", "proba", "scored_at", "updated_at"] as const;
const SORTS: Sort[] = COLUMNS.flatMap((column) => [column, `-${column}` as const]);
const LONGEST_SEARCH = 100;

/** Whose clients: one's own, everybody's, or those whom nobody manages. */
export const SCOPES = ["mine", "all", "nobodys"] as const;
export type Scope = (typeof SCOPES)[number];

export interface ListState {
  scope: Scope;
  standing: "open" | "closed";
  q: string;
  sort: Sort;
  grade: string[];
  decision: string[];
  freshness: string[];
  /** Where the page begins; empty for the first one. */
  after: string;
  page_size: number;
}

const DEFAULT_SORT: Sort = "name";

/**
 * Reads an address; what the service does not know is left out.
 *
 * @param scope whose clients are usual for the reader
 * @param grades the grades there are, once they are known
 */
export function readState(
  parameters: URLSearchParams,
  scope: ListState["scope"],
  grades?: readonly string[],
): ListState {
  const known = (name: string, values: readonly string[] | undefined) =>
    parameters.getAll(name).filter((value) => values?.includes(value) ?? true);
  const size = Number(parameters.get("page_size"));
  const asked = parameters.get("scope");
  return {
    scope: SCOPES.find((known) => known === asked) ?? scope,
    standing: parameters.get("standing") === "closed" ? "closed" : "open",
    q: (parameters.get("q") ?? "").slice(0, LONGEST_SEARCH),
    sort: SORTS.find((sort) => sort === parameters.get("sort")) ?? DEFAULT_SORT,
    grade: known("grade", grades),
    decision: known("decision", DECISIONS),
    freshness: known("freshness", FRESHNESS),
    after: readAfter(parameters),
    page_size: PAGE_SIZES.find((known) => known === size) ?? PAGE_SIZES[0],
  };
}

/** Returns the address of a state; what is as usual is left out. */
export function writeState(state: ListState, usualScope: ListState["scope"]): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.scope !== usualScope) parameters.set("scope", state.scope);
  if (state.standing !== "open") parameters.set("standing", state.standing);
  if (state.q) parameters.set("q", state.q);
  if (state.sort !== DEFAULT_SORT) parameters.set("sort", state.sort);
  for (const name of ["grade", "decision", "freshness"] as const) {
    for (const value of state[name]) parameters.append(name, value);
  }
  if (state.after) parameters.set("after", state.after);
  if (state.page_size !== PAGE_SIZES[0]) parameters.set("page_size", String(state.page_size));
  return parameters;
}

/** Returns what the service is to look for, without page and order. */
export function toFilter(state: ListState): ClientListQuery {
  return {
    ...(state.scope === "mine" && { manager: "me" as const }),
    ...(state.scope === "nobodys" && { manager: "none" as const }),
    ...(state.standing === "closed" && { state: "closed" as const }),
    ...(state.q && { q: state.q }),
    ...(state.grade.length > 0 && { grade: state.grade }),
    ...(state.decision.length > 0 && { decision: state.decision as ClientListQuery["decision"] }),
    ...(state.freshness.length > 0 && {
      freshness: state.freshness as ClientListQuery["freshness"],
    }),
  };
}

export function toQuery(state: ListState): ClientListQuery {
  const { sort, after, page_size } = state;
  return { ...toFilter(state), sort, ...(after && { after }), limit: page_size };
}

/** Returns the order after a click on a column: up, then down, then up again. */
export function nextSort(current: Sort, column: string): Sort {
  return (current === column ? `-${column}` : column) as Sort;
}
