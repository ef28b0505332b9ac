/** The SHA-256 of a file, read piece by piece: what browsers bring along wants all of it at once. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const PIECE_BYTES = 4 * 2 ** 20;

/** @param onProgress is told the share that was read, up to 1. */
export async function sha256Of(file: Blob, onProgress: (share: number) => void): Promise<string> {
  const hash = sha256.create();
  for (let start = 0; start < file.size; start += PIECE_BYTES) {
    const end = Math.min(file.size, start + PIECE_BYTES);
    hash.update(new Uint8Array(await file.slice(start, end).arrayBuffer()));
    onProgress(end / file.size);
  }
  return bytesToHex(hash.digest());
}
