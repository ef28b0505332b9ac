/** What the page of the journal says of its chain; it brings it along. */

import type { Russian } from "../../kit/translations";

export const en = {
  journalChain: {
    sealed: "Sealed up to event {{event}}.",
    nothing: "No event is sealed yet; that happens within a minute.",
    unsealed_one: "{{shown}} newer event waits for its seal.",
    unsealed_other: "{{shown}} newer events wait for their seal.",
    checked: "Checked {{when}}: nothing was changed.",
    unchecked: "It has not been checked yet; that happens once a day.",
    tampered: "The journal is not what was sealed",
    whatToDo:
      "Found {{when}}. Do not rely on this page. Tell whoever runs the service: the runbook says what to do.",
    faults: {
      event_changed: "Event {{event}} was changed afterwards.",
      event_removed: "Event {{event}} was removed.",
      event_slipped_in: "Event {{event}} was written past the service.",
      seal_changed: "The seal of event {{event}} was changed or moved.",
      seal_removed: "Seal {{seal}} was removed.",
      head_changed: "Seal {{seal}} is not the one that an earlier check saw.",
    },
  },
};

export const ru: Russian<typeof en> = {
  journalChain: {
    sealed: "Записи до № {{event}} защищены цепочкой хешей.",
    nothing: "Защищённых записей ещё нет: они появятся в течение минуты.",
    unsealed_one: "Ещё {{shown}} новая запись ждёт защиты.",
    unsealed_few: "Ещё {{shown}} новые записи ждут защиты.",
    unsealed_many: "Ещё {{shown}} новых записей ждут защиты.",
    unsealed_other: "Ещё {{shown}} новой записи ждут защиты.",
    checked: "Проверено {{when}}: изменений нет.",
    unchecked: "Проверки ещё не было: она идёт раз в сутки.",
    tampered: "Журнал был изменён в обход сервиса",
    whatToDo:
      "Обнаружено {{when}}. Не полагайтесь на эту страницу и сообщите тем, кто обслуживает сервис: порядок действий есть в их инструкции.",
    faults: {
      event_changed: "Запись № {{event}} изменили задним числом.",
      event_removed: "Запись № {{event}} удалили.",
      event_slipped_in: "Запись № {{event}} внесли в обход сервиса.",
      seal_changed: "Хеш записи № {{event}} изменили или переставили.",
      seal_removed: "Звено № {{seal}} цепочки удалили.",
      head_changed: "Звено № {{seal}} цепочки не то, что при прошлой проверке.",
    },
  },
};
