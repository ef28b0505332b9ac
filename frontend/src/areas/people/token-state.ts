/** What has become of a token. */

import type { ApiToken } from "./token-queries";

export type TokenState = "until" | "expired" | "revokedAt";

/** Returns the state at a moment, in milliseconds since the epoch: what ended first is told. */
export function stateOf(
  { expires_at, revoked_at }: Pick<ApiToken, "expires_at" | "revoked_at">,
  now: number,
): TokenState {
  if (revoked_at) return "revokedAt";
  return Date.parse(expires_at) <= now ? "expired" : "until";
}
