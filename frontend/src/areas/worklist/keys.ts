/** j and k lead from row to row, as arrow keys do in a table; Enter opens what the focus is on. */

import { useEffect } from "react";

const STEPS: Record<string, number> = { j: 1, k: -1 };
export const WORK_LINK = "a[data-work]";

/** The keys of the Latin letters, whatever layout is on: those that lie where j and k lie. */
function stepOf({ code, key }: KeyboardEvent): number | undefined {
  return STEPS[key] ?? (code === "KeyJ" ? 1 : code === "KeyK" ? -1 : undefined);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, dialog") !== null;
}

export function useRowKeys(): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const step = stepOf(event);
      if (!step || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const links = [...document.querySelectorAll<HTMLElement>(WORK_LINK)];
      const row = document.activeElement?.closest("[data-work-row]");
      const current = links.findIndex((link) => row?.contains(link));
      links[current < 0 ? 0 : Math.min(links.length - 1, Math.max(0, current + step))]?.focus();
    };
    document.addEventListener("keydown", move);
    return () => document.removeEventListener("keydown", move);
  }, []);
}

/** Gives the focus to the link of a row once it is drawn. */
export function focusRow(key: string | undefined): void {
  if (key === undefined) return;
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-work="${key}"]`)?.focus());
}
