/** j and k lead from row to row, as arrow keys do in a table; Enter opens what the focus is on. */

import { moveFocus, useKeys } from "../../kit/keys";

const WORK_LINK = "a[data-work]";
const move = (step: number) => moveFocus(WORK_LINK, "[data-work-row]", step);

export function useRowKeys(): void {
  useKeys({ j: () => move(1), k: () => move(-1) });
}

/** Gives the focus to the link of a row once it is drawn. */
export function focusRow(key: string | undefined): void {
  if (key === undefined) return;
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-work="${key}"]`)?.focus());
}
