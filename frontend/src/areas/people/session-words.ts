/** What the list of one's own sessions says; it brings it along. */

import type { Russian } from "../../kit/translations";

export const en = {
  sessions: {
    title: "Where you are logged in",
    on: "{{browser}} on {{system}}",
    unknown: "Unknown browser",
    this: "{{name}} (this one)",
    times: "since {{since}}, last used {{seen}}",
    end: "End",
    endOf: "End the session: {{name}}, since {{since}}",
    endOthers: "End all others",
    othersEnded: "All other sessions have ended.",
  },
};

export const ru: Russian<typeof en> = {
  sessions: {
    title: "Где выполнен вход",
    on: "{{browser}}, {{system}}",
    unknown: "Неизвестный браузер",
    this: "{{name}} (этот сеанс)",
    times: "с {{since}}, последнее действие {{seen}}",
    end: "Завершить",
    endOf: "Завершить сеанс: {{name}}, с {{since}}",
    endOthers: "Завершить все остальные",
    othersEnded: "Остальные сеансы завершены.",
  },
};
