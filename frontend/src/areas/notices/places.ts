import type { Area } from "../../kit/area";
import { en } from "./en";
import { ru } from "./ru";

const READERS = ["client", "manager", "underwriter", "admin"] as const;

export const notices: Area<typeof en> = {
  words: { en, ru },
  places: [
    {
      path: "notices",
      roles: ["manager", "underwriter", "admin"],
      menu: "noticePlaces.list",
      isNoHome: true,
      lazy: () => import("./list"),
    },
    {
      path: "my-notices",
      roles: ["client"],
      menu: "noticePlaces.own",
      isNoHome: true,
      lazy: () => import("./own-list"),
    },
    { path: "notices/:id", roles: READERS, lazy: () => import("./notice") },
  ],
  actions: {
    "notice.produce": "noticePlaces.journal.produce",
    "notice.send": "noticePlaces.journal.send",
    "notice.deliver": "noticePlaces.journal.deliver",
    "notice.return": "noticePlaces.journal.return",
    "notice.object": "noticePlaces.journal.object",
    "notice.answer": "noticePlaces.journal.answer",
  },
};
