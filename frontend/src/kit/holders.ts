/** A thing that some part of the page says for as long as it is there, and another asks about. */

import { useLayoutEffect, useSyncExternalStore } from "react";

/** Returns the hook that says it, and the one that asks whether anybody does. */
export function createHolders() {
  const holders = new Set<symbol>();
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  /** In the layout's effect: who asks knows before anything is painted. */
  function useHold(active: boolean): void {
    useLayoutEffect(() => {
      if (!active) return;
      const holder = Symbol();
      holders.add(holder);
      tell();
      return () => {
        holders.delete(holder);
        tell();
      };
    }, [active]);
  }
  const useIsHeld = () => useSyncExternalStore(subscribe, () => holders.size > 0);
  return [useHold, useIsHeld] as const;
}
