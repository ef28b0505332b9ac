import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

const DECIDERS = ["underwriter", "admin"] as const;

export const decisions: Area<typeof en> = {
  words: { en, ru },
  places: [
    { path: "queue", roles: DECIDERS, menu: "desk.queue", lazy: () => import("./queue") },
    { path: "queue/:id", roles: DECIDERS, lazy: () => import("./case") },
    {
      path: "my-decisions",
      roles: ["underwriter"],
      menu: "desk.mine",
      lazy: () => import("./my-decisions"),
    },
    {
      path: "overrides",
      roles: ["underwriter", "analyst", "admin"],
      menu: "desk.overrides",
      isNoHome: true,
      lazy: () => import("./overrides"),
    },
  ],
  actions: {
    "case.take": "desk.journal.take",
    "case.release": "desk.journal.release",
    "case.assign": "desk.journal.assign",
    "case.score": "desk.journal.score",
    "application.decide": "desk.journal.decide",
    "application.book": "desk.journal.book",
  },
};
