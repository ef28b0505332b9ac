/** What may be done with requests, by whom; the service holds to the same. */

import type { Role } from "../people/roles";
import type { Promotion, Side } from "./queries";

export type PromotionDeed = "approve" | "confirm" | "reject" | "withdraw";

interface Reader {
  id: number;
  role: Role;
}

/** Returns what a reader may do with a request: who asked for it never decides. */
export function deedsOf(promotion: Promotion, reader: Reader): PromotionDeed[] {
  const isOwn = promotion.requested_by === reader.id;
  if (promotion.state === "unconfirmed") return isOwn ? [] : ["confirm", "reject"];
  if (promotion.state !== "requested") return [];
  const mayWithdraw = isOwn || reader.role === "admin";
  return [
    ...(isOwn ? [] : (["approve", "reject"] as const)),
    ...(mayWithdraw ? (["withdraw"] as const) : []),
  ];
}

export function isOpen({ state }: Promotion): boolean {
  return state === "requested" || state === "unconfirmed";
}

const LEVEL_PASSES_FROM = 0.05;

/** Says whether a level passes, else which way it is wrong. */
export function levelOf(side: Side): "yes" | "tooLow" | "tooHigh" {
  if (side.p_high_enough < LEVEL_PASSES_FROM) return "tooLow";
  return side.p_low_enough < LEVEL_PASSES_FROM ? "tooHigh" : "yes";
}
