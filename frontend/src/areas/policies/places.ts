import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

const WRITERS = ["analyst"] as const;

export const policies: Area<typeof en> = {
  words: { en, ru },
  places: [
    {
      path: "policies",
      roles: ["underwriter", "analyst", "admin"],
      menu: "policies.title",
      isNoHome: true,
      lazy: () => import("./list"),
    },
    { path: "policies/new", roles: WRITERS, lazy: () => import("./drafting") },
    { path: "policies/:id/edit", roles: WRITERS, lazy: () => import("./editing") },
    {
      path: "policies/:id",
      roles: ["manager", "underwriter", "analyst", "admin"],
      lazy: () => import("./version"),
    },
    {
      path: "simulator",
      roles: ["analyst", "admin"],
      menu: "simulator.title",
      isNoHome: true,
      lazy: () => import("./simulator"),
    },
  ],
  actions: {
    "policy.draft": "journalPolicies.draft",
    "policy.edit": "journalPolicies.edit",
    "policy.request": "journalPolicies.request",
    "policy.approve": "journalPolicies.approve",
    "policy.reject": "journalPolicies.reject",
    "policy.withdraw": "journalPolicies.withdraw",
    "policy.schedule": "journalPolicies.schedule",
    "policy.activate": "journalPolicies.activate",
    "policy.emergency": "journalPolicies.emergency",
    "policy.confirm": "journalPolicies.confirm",
    "policy.supersede": "journalPolicies.supersede",
    "policy.take_back": "journalPolicies.take_back",
    "policy.return": "journalPolicies.return",
    "simulation.keep": "journalPolicies.keep",
  },
};
