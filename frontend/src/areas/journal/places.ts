import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

export const journal: Area<typeof en> = {
  words: { en, ru },
  places: [
    { path: "journal", roles: ["admin"], menu: "journal.title", lazy: () => import("./journal") },
  ],
  actions: {},
};
