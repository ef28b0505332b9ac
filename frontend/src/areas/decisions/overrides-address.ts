/** Which overrides are shown, kept in the address. */

import type { OverrideReason, OverridesQuery } from "./overrides-queries";

export const PERIODS = [3, 6, 12, 24] as const;
export const DIRECTIONS = ["low_side", "high_side"] as const;
export type Direction = (typeof DIRECTIONS)[number];
export const REASONS = [
  "income_confirmed",
  "collateral",
  "guarantor",
  "technical_delay",
  "data_quality",
  "concentration",
  "negative_information",
  "known_customer",
  "other",
] as const satisfies OverrideReason[];

export interface OverridesShown {
  months: number;
  direction: Direction | null;
  reason: OverrideReason | null;
}

export const USUAL: OverridesShown = { months: 12, direction: null, reason: null };

/** Reads an address; what is not known in it is as if it was not there. */
export function readShown(parameters: URLSearchParams): OverridesShown {
  const months = Number(parameters.get("months"));
  return {
    months: PERIODS.find((one) => one === months) ?? USUAL.months,
    direction: DIRECTIONS.find((one) => one === parameters.get("direction")) ?? null,
    reason: REASONS.find((one) => one === parameters.get("reason")) ?? null,
  };
}

/** Returns the address of what is shown; what is as usual is left out. */
export function writeShown({ months, direction, reason }: OverridesShown): URLSearchParams {
  return new URLSearchParams({
    ...(months !== USUAL.months && { months: String(months) }),
    ...(direction && { direction }),
    ...(reason && { reason }),
  });
}

export function toQuery({ months, direction, reason }: OverridesShown): OverridesQuery {
  return { months, ...(direction && { direction }), ...(reason && { reason }) };
}
