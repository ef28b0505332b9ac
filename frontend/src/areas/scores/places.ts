import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

export const scores: Area<typeof en> = {
  words: { en, ru },
  places: [
    {
      path: "dead-letters",
      roles: ["admin"],
      menu: "deadLetters.menu",
      lazy: () => import("./dead-letters"),
    },
  ],
  actions: {
    "score.request": "deadLetters.journal.score",
    "score.enquire": "deadLetters.journal.enquiry",
    "portfolio.request": "deadLetters.journal.portfolio",
    "dead_letters.redrive": "deadLetters.journal.redrive",
    "dead_letters.begin_redrive": "deadLetters.journal.begun",
  },
};
