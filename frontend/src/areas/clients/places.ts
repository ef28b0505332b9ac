import type { Area } from "../../kit/area";
import { STAFF } from "../people/roles";
import { en } from "./en";
import { ru } from "./ru";

export const clients: Area<typeof en> = {
  words: { en, ru },
  places: [
    { path: "rating", roles: ["client"], menu: "rating.title", lazy: () => import("./rating") },
    { path: "clients", roles: STAFF, menu: "clients.title", lazy: () => import("./list") },
    { path: "clients/:id", roles: STAFF, lazy: () => import("./card") },
    { path: "clients/:id/edit", roles: STAFF, lazy: () => import("./edit") },
  ],
  actions: {
    "client.edit": "clients.journal.edit",
    "client.assign": "clients.journal.assign",
    "client.invite": "clients.journal.invite",
    "client.accept_invitation": "clients.journal.accept",
    "client.close": "clients.journal.close",
    "client.reopen": "clients.journal.reopen",
    "client.import": "clients.journal.import",
    "cohorts.export": "clients.journal.cohorts",
    "export.ask": "clients.journal.exportAsk",
    "export.fetch": "clients.journal.exportFetch",
  },
};
