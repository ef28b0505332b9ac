import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

const READERS = ["analyst", "admin"] as const;

export const portfolio: Area<typeof en> = {
  words: { en, ru },
  places: [
    {
      path: "portfolio",
      roles: READERS,
      menu: "portfolio.title",
      isNoHome: true,
      lazy: () => import("./portfolio"),
    },
    { path: "portfolio/live", roles: READERS, lazy: () => import("./live") },
    { path: "portfolio/clients", roles: READERS, lazy: () => import("./clients-behind") },
  ],
  actions: { "monitor_run.ask": "portfolio.requested" },
};
