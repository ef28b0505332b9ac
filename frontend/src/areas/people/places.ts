import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

export const people: Area<typeof en> = {
  words: { en, ru },
  places: [
    { path: "account", lazy: () => import("./account") },
    { path: "users", roles: ["admin"], menu: "users.title", lazy: () => import("./users") },
    {
      path: "managers",
      roles: ["admin"],
      menu: "managers.title",
      lazy: () => import("./managers"),
    },
  ],
  actions: {
    "manager.dismiss": "managers.journal.dismiss",
    "user.create": "users.journal.create",
    "user.disable": "users.journal.disable",
    "user.enable": "users.journal.enable",
    "user.reset_password": "users.journal.reset_password",
  },
};
