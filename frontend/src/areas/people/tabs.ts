/** The other tabs of this browser: they share the session, so they hear when it changes. */

let channel: BroadcastChannel | null | undefined;

function openChannel(): BroadcastChannel | null {
  try {
    channel ??= new BroadcastChannel("session");
  } catch {
    channel = null; // not in this browser: other tabs learn of it when they are looked at
  }
  return channel;
}

export function tellOtherTabs(): void {
  openChannel()?.postMessage("changed");
}

/** Calls when another tab has begun or ended a session; returns how to stop that. */
export function onOtherTab(listener: () => void): () => void {
  const open = openChannel();
  open?.addEventListener("message", listener);
  return () => open?.removeEventListener("message", listener);
}
