import { expect, test } from "vitest";
import { sha256Of } from "./hash";

test.each([0, 1, 4 * 2 ** 20, 9 * 2 ** 20 + 7])("a file of %i bytes", async (size) => {
  const content = new Uint8Array(size).map((_, index) => index % 251);
  const shares: number[] = [];
  const hash = await sha256Of(new Blob([content]), (share) => shares.push(share));
  const known = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  expect(hash).toBe(Array.from(known, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(size > 0 ? 1 : undefined);
});
