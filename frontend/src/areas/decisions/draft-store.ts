/** A draft of a decision outlives a reload: kept in the tab, for the person who typed it. */

import type { Draft } from "./deciding";

const PREFIX = "decision:";

function keyOf(userId: number, applicationId: string): string {
  return `${PREFIX}${userId}:${applicationId}`;
}

/** Returns what was typed before; null where nothing was, or where the browser keeps nothing. */
export function readDraft(userId: number, applicationId: string): Draft | null {
  try {
    const text = sessionStorage.getItem(keyOf(userId, applicationId));
    return text === null ? null : (JSON.parse(text) as Draft);
  } catch {
    return null;
  }
}

export function writeDraft(userId: number, applicationId: string, draft: Draft): void {
  try {
    sessionStorage.setItem(keyOf(userId, applicationId), JSON.stringify(draft));
  } catch {
    // Storage is blocked or full: the draft lives as long as the page
  }
}

export function dropDraft(userId: number, applicationId: string): void {
  try {
    sessionStorage.removeItem(keyOf(userId, applicationId));
  } catch {
    // Nothing was kept
  }
}
