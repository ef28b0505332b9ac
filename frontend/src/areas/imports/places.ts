import type { Area } from "../../kit/area";
import type { Role } from "../people/roles";
import { en } from "./en";
import { ru } from "./ru";

const SENDERS = ["manager", "analyst", "admin"] as const satisfies Role[];

export const imports: Area<typeof en> = {
  words: { en, ru },
  places: [
    { path: "imports", roles: SENDERS, menu: "imports.title", lazy: () => import("./files") },
    { path: "imports/:id", roles: SENDERS, lazy: () => import("./file") },
  ],
  actions: {
    "import.open": "imports.journal.open",
    "import.profile": "imports.journal.read",
    "import.check": "imports.journal.check",
    "import.apply": "imports.journal.apply",
    "import.applied": "imports.journal.applied",
    "import.undone": "imports.journal.undone",
    "import.cancel": "imports.journal.cancel",
    "import.undo": "imports.journal.undo",
    "import.fetch": "imports.journal.fetch",
  },
};
