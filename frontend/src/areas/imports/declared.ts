/** Control totals as somebody types them beside a file. */

import type { Schemas } from "../../kit/client";
import type { Reading } from "../../kit/numbers";

export const TOTALS = ["rows", "amount"] as const;
export type Totals = Record<(typeof TOTALS)[number], string>;
type ReadNumber = (text: string) => Reading;

/** Whether something is typed that is no number. */
export function isUnreadable(text: string, read: ReadNumber): boolean {
  return text.trim() !== "" && !("value" in read(text));
}

/** Returns what was declared, null if nothing was. */
export function declaredOf(totals: Totals, read: ReadNumber): Schemas["DeclaredTotals"] | null {
  const valueOf = (text: string) => {
    const reading = text.trim() === "" ? null : read(text);
    return reading && "value" in reading ? reading.value : null;
  };
  const [rows, amount] = [valueOf(totals.rows), valueOf(totals.amount)];
  if (rows === null && amount === null) return null;
  return { rows: rows === null ? null : Math.trunc(Number(rows)), amount };
}
