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
    {
      path: "replays",
      roles: ["analyst", "admin"],
      menu: "replaysMenu.title",
      isNoHome: true,
      lazy: () => import("./replays"),
    },
    {
      path: "scores/:id/passport",
      roles: ["manager", "underwriter", "analyst", "admin"],
      lazy: () => import("./passport"),
    },
  ],
  actions: {
    "score.request": "deadLetters.journal.score",
    "score.enquire": "deadLetters.journal.enquiry",
    "score.replay": "replaysMenu.journal",
    "portfolio.request": "deadLetters.journal.portfolio",
    "portfolio.cancel": "deadLetters.journal.cancelled",
    "dead_letters.redrive": "deadLetters.journal.redrive",
    "dead_letters.begin_redrive": "deadLetters.journal.begun",
  },
};
