import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

export const worklist: Area<typeof en> = {
  words: { en, ru },
  places: [
    { path: "today", roles: ["manager"], menu: "today.title", lazy: () => import("./today") },
    {
      path: "work",
      roles: ["analyst", "admin"],
      menu: "today.ofManager",
      isNoHome: true,
      lazy: () => import("./work"),
    },
  ],
  actions: {
    "worklist.done": "today.journal.done",
    "worklist.snooze": "today.journal.snooze",
    "worklist.undo": "today.journal.undo",
  },
};
