/** What the pages of notices work out. */

import type { Language } from "../../kit/translations";
import type { Notice, NoticeRow } from "./queries";

/** Only what somebody has to do something about is coloured. */
export function toneOf({ state, is_late }: Pick<NoticeRow, "state" | "is_late">) {
  if (is_late || state === "returned") return "bad";
  return state === "due" || state === "produced" ? "poor" : undefined;
}

/** Returns the text in the language that is wanted, if the notice was written. */
export function textIn({ texts }: Pick<Notice, "texts">, language: Language) {
  return texts.find((text) => text.language === language);
}

/** Returns the parts of a letter: its title, and what follows. */
export function partsOf(text: string): { title: string; paragraphs: string[] } {
  const [title = "", ...paragraphs] = text.trim().split("\n\n");
  return { title, paragraphs };
}

const SHORTEST_OBJECTION = 10;

export function isLongEnough(text: string): boolean {
  return text.trim().length >= SHORTEST_OBJECTION;
}
