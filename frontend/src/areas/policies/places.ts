import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

export const policies: Area<typeof en> = {
  words: { en, ru },
  places: [
    {
      path: "simulator",
      roles: ["analyst", "admin"],
      menu: "simulator.title",
      isNoHome: true,
      lazy: () => import("./simulator"),
    },
  ],
  actions: {
    "simulation.keep": "simulator.journal.keep",
  },
};
