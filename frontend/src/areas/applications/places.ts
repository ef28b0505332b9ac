import type { Area } from "../../kit/area";
import { STAFF } from "../people/roles";
import { en } from "./en";
import { ru } from "./ru";

const WRITERS = ["manager", "admin"] as const;

export const applications: Area<typeof en> = {
  words: { en, ru },
  places: [
    {
      path: "applications",
      roles: STAFF,
      menu: "applicationPlaces.list",
      lazy: () => import("./list"),
    },
    { path: "applications/new", roles: WRITERS, lazy: () => import("./edit") },
    { path: "applications/:id", roles: STAFF, lazy: () => import("./application") },
    { path: "applications/:id/edit", roles: WRITERS, lazy: () => import("./edit") },
    {
      path: "apply",
      roles: ["client"],
      menu: "applicationPlaces.own",
      lazy: () => import("./own-list"),
    },
    { path: "apply/:id", roles: ["client"], lazy: () => import("./own") },
  ],
  actions: {
    "application.create": "applicationPlaces.journal.create",
    "application.edit": "applicationPlaces.journal.edit",
    "application.submit": "applicationPlaces.journal.submit",
    "application.expire": "applicationPlaces.journal.expire",
    "application.move": "applicationPlaces.journal.move",
    "what_if.look": "applicationPlaces.journal.whatIf",
  },
};
