import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

const READERS = ["manager", "analyst", "admin"] as const;

export const payments: Area<typeof en> = {
  words: { en, ru },
  places: [
    {
      path: "changes",
      roles: ["manager"],
      menu: "payments.changes",
      lazy: () => import("./changes"),
    },
    { path: "payments", roles: READERS, menu: "payments.title", lazy: () => import("./months") },
    { path: "payments/:month", roles: READERS, lazy: () => import("./month") },
  ],
  actions: {
    "payments.feed": "payments.journal.feed",
    "payment_month.close": "payments.journal.close",
    "payment_month.confirm": "payments.journal.confirm",
    "payment_month.reopen": "payments.journal.reopen",
  },
};
