/** Whether something on the page is typed and not saved yet: what is asked before it is lost. */

import { useEffect, useSyncExternalStore } from "react";

const holders = new Set<symbol>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says that the calling form holds what is not saved, for as long as it does. */
export function useUnsaved(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const holder = Symbol();
    const tell = () => listeners.forEach((listener) => listener());
    holders.add(holder);
    tell();
    return () => {
      holders.delete(holder);
      tell();
    };
  }, [active]);
}

export function useHasUnsaved(): boolean {
  return useSyncExternalStore(subscribe, () => holders.size > 0);
}
