/**
 * Keys that do something on a page. A letter is the key where it lies on a Latin keyboard, whatever
 * layout is on.
 */

import { useEffect, useRef } from "react";

export type Keys = Record<string, () => void>;
type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

const TYPED_IN =
  "input:not([type=radio], [type=checkbox]), textarea, select, dialog, [role=dialog], [role=menu]";
/** What Enter presses itself. */
const PRESSED_BY_ENTER = "a, button, summary, input, [role=tab], [role=button]";

/** Returns the name of a key: `j`, `?`, `Enter`, `Ctrl+Enter`. */
export function keyName({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  if (altKey) return "";
  const isQuestion = key === "?" || (code === "Slash" && shiftKey);
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : /^Key([A-Z])$/.exec(code)?.[1];
  const name = isQuestion ? "?" : (letter?.toLowerCase() ?? key);
  return ctrlKey || metaKey ? `Ctrl+${name}` : name;
}

/** Whether the key belongs to what has the focus, and not to the page. */
function isTaken(name: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (name === "Enter" && target.closest(PRESSED_BY_ENTER)) return true;
  // With Ctrl nothing is typed; in a dialog nothing behind it is meant
  const typed = name.startsWith("Ctrl+") ? "dialog, [role=dialog]" : TYPED_IN;
  return target.closest(typed) !== null;
}

/** Does what a key is for, as long as the calling page is open. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = keyName(event);
      const deed = latest.current[name];
      if (!deed || event.defaultPrevented || isTaken(name, event.target)) return;
      event.preventDefault();
      deed();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

/** Moves the focus so many links on, among those of a list's rows; to the first where none has it. */
export function moveFocus(links: string, row: string, step: number): void {
  const all = [...document.querySelectorAll<HTMLElement>(links)];
  const focused = document.activeElement?.closest(row);
  const current = all.findIndex((link) => focused?.contains(link));
  all[current < 0 ? 0 : Math.min(all.length - 1, Math.max(0, current + step))]?.focus();
}
