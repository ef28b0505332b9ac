import type { Area } from "../../kit/area";
import { en } from "./en";
import { STAFF } from "./roles";
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
    { path: "api", roles: STAFF, lazy: () => import("./api-page") },
    { path: "tokens", roles: ["admin"], menu: "tokens.title", lazy: () => import("./tokens") },
  ],
  actions: {
    "login.ok": "users.journal.login_ok",
    "login.failed": "users.journal.login_failed",
    "login.blocked": "users.journal.login_blocked",
    "session.logout": "users.journal.logout",
    "session.end": "users.journal.end",
    "session.end_others": "users.journal.end_others",
    "second_factor.add": "users.journal.factor_add",
    "second_factor.remove": "users.journal.factor_remove",
    "second_factor.use_recovery_code": "users.journal.factor_recovery",
    "second_factor.failed": "users.journal.factor_failed",
    "user.prove_password_failed": "users.journal.prove_failed",
    "user.change_password": "users.journal.change_password",
    "manager.dismiss": "managers.journal.dismiss",
    "api_token.create": "tokens.made",
    "api_token.revoke": "tokens.revoked",
    "user.create": "users.journal.create",
    "user.disable": "users.journal.disable",
    "user.enable": "users.journal.enable",
    "user.reset_password": "users.journal.reset_password",
  },
};
