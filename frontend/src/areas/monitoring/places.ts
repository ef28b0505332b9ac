import { lazy } from "react";
import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

export const monitoring: Area<typeof en> = {
  words: { en, ru },
  places: [
    {
      path: "monitoring",
      roles: ["analyst", "admin"],
      menu: "monitoring.title",
      isNoHome: true,
      mark: lazy(() => import("./open-alarms")),
      lazy: () => import("./monitoring"),
    },
  ],
  actions: {
    "verdict.attend": "monitoring.journal.verdict",
    "alert.attend": "monitoring.journal.alert",
    "verdict.reopen": "monitoring.journal.verdictAgain",
    "alert.reopen": "monitoring.journal.alertAgain",
  },
};
