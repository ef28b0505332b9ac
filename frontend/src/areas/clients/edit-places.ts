/** Where the focus goes on the page of a form. */

import type { Answer } from "./questionnaire";

export const CONFLICT_ID = "conflict";

export function fieldId(name: Answer): string {
  return `answer-${name}`;
}
