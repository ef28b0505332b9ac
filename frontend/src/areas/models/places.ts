import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

const ROLES = ["analyst", "admin"] as const;

export const models: Area<typeof en> = {
  words: { en, ru },
  places: [
    {
      path: "models",
      roles: ROLES,
      menu: "bundles.title",
      isNoHome: true,
      lazy: () => import("./bundles"),
    },
    { path: "models/:version", roles: ROLES, lazy: () => import("./bundle") },
  ],
  actions: {
    "model.register": "journalModels.register",
    "model.retire": "journalModels.retire",
    "model.compare": "journalModels.compare",
    "model.promote": "journalModels.promote",
    "model.roll_back": "journalModels.roll_back",
    "model.step_down": "journalModels.step_down",
    "model.take_back": "journalModels.take_back",
    "promotion.request": "journalModels.request",
    "promotion.approve": "journalModels.approve",
    "promotion.reject": "journalModels.reject",
    "promotion.withdraw": "journalModels.withdraw",
    "promotion.confirm": "journalModels.confirm",
    "promotion.take_back": "journalModels.refused",
  },
};
