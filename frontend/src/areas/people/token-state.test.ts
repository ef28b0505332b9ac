import { expect, test } from "vitest";
import { stateOf } from "./token-state";

const NOW = Date.parse("2026-11-28T10:00:00Z");

test.each([
  ["until", "2026-11-28T10:00:01Z", null],
  ["expired", "2026-11-28T10:00:00Z", null],
  ["revokedAt", "2026-11-28T10:00:01Z", "2026-11-27T10:00:00Z"],
  ["revokedAt", "2026-11-27T10:00:00Z", "2026-11-26T10:00:00Z"],
])("a token is %s that ends %s and was revoked %s", (state, expires_at, revoked_at) => {
  expect(stateOf({ expires_at, revoked_at }, NOW)).toBe(state);
});
