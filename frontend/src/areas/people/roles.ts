/** Who people are for the service. */

import type { Schemas } from "../../kit/client";

export type Role = Schemas["Role"];

export const STAFF = ["manager", "underwriter", "analyst", "admin"] as const satisfies Role[];

export function isStaff(role: Role): boolean {
  return STAFF.some((known) => known === role);
}
