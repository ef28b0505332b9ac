/** An event in words: names for codes and numbers, for the page and for the file. */

import { use } from "react";
import { useTranslation } from "react-i18next";
import { ActionsContext } from "../../kit/area";
import { useFormats } from "../../kit/format";
import type { AuditEvent } from "./queries";
import { useValueWords } from "./values";

export function useEventWords() {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = use(ActionsContext);
  const { label, show } = useValueWords();
  return {
    action: ({ action }: AuditEvent) => {
      const name = names[action];
      return name ? t(name) : action;
    },
    actor: ({ actor_id: id, actor_name: name }: AuditEvent) =>
      id === null ? t("journal.nobody") : (name ?? t("journal.user", { id })),
    /** The number of what was changed; null of what has none here. */
    number: ({ subject_table: table, subject_id: id }: AuditEvent) => {
      if (table === "payment_months") return id === 0 ? null : formats.month(monthOf(id));
      const numbers: Record<string, string> = {
        clients: t("clients.number", { id }),
        managers: t("journal.manager", { id }),
        imports: t("journal.import", { id }),
        applications: t("journalSubjects.application", { id }),
        policies: t("journalSubjects.policy", { id }),
        notices: t("journalSubjects.notice", { id }),
        verdicts: t("journalSubjects.verdict", { id }),
        alerts: t("journalSubjects.alert", { id }),
        api_tokens: t("journalSubjects.token", { id }),
        users: id === 0 ? t("journal.unknownLogin") : t("journal.user", { id }),
      };
      return numbers[table] ?? null;
    },
    values: ({ old_values: before, new_values: after }: AuditEvent) =>
      Object.keys({ ...before, ...after })
        .filter((name) => said(before, name) !== null || said(after, name) !== null)
        .map((name) => {
          const former = before && name in before ? `${show(name, before[name])} → ` : "";
          return `${label(name)}: ${former}${show(name, said(after, name))}`;
        }),
  };
}

const said = (values: Record<string, unknown> | null, name: string) => values?.[name] ?? null;

/** Months have numbers like 202610. */
const monthOf = (id: number) => `${Math.floor(id / 100)}-${String(id % 100).padStart(2, "0")}-01`;
