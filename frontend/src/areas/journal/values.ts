/** What stands in an event, in words: the service writes codes and ids. */

import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { errorCode } from "../../kit/error-view";
import { ApiError } from "../../kit/client";
import { useAnswerText } from "../clients/profile";
import { isAnswer } from "../clients/questionnaire";
import { managersQuery } from "../people/queries";
import { isInDays, useDaysText } from "./days";

const NAMED = [
  "role",
  "disabled",
  "login",
  "reason",
  "address_key",
  "manager_id",
  "successor_manager_id",
  "client_count",
  "client_ids",
  "handed_over",
  "score_id",
  "last_name",
  "first_name",
  "patronymic",
  "phone",
  "email",
  "external_id",
  "expires_at",
  "reason_to_close",
  "open_credit",
  "batch_id",
  "total",
  "moved",
  "kind",
  "state",
  "size_bytes",
  "sha256",
  "which",
  "at_most",
] as const;
const ROLES = [
  "client",
  "manager",
  "underwriter",
  "analyst",
  "admin",
  "dismissed",
  "default",
] as const;
const SHOWN_CLIENTS = 10;

interface HandedOver {
  manager_id: number | null;
  client_ids: number[];
}

export function useValueWords() {
  const { t } = useTranslation();
  const answerText = useAnswerText();
  const formats = useFormats();
  const daysText = useDaysText();
  const managerOf = useManagerName();
  const words: Record<string, (value: unknown) => string> = {
    role: (value) => roleText(value, t),
    open_credit: (value) => t(value === true ? "journal.yes" : "journal.no"),
    expires_at: (value) => formats.moment(String(value)),
    disabled: (value) => t(value === true ? "journal.yes" : "journal.no"),
    reason: (value) => reasonText(value, t),
    manager_id: managerOf,
    successor_manager_id: managerOf,
    client_ids: clientsText,
    handed_over: (value) =>
      (value as HandedOver[])
        .map(({ manager_id, client_ids }) => `${managerOf(manager_id)}: ${clientsText(client_ids)}`)
        .join("; ") || "–",
  };
  const label = (name: string) => {
    if (isAnswer(name)) return t(`answers.${name}`);
    if (isInDays(name)) return t(`journal.inDays.${name}`);
    const known = NAMED.find((other) => other === name);
    return known ? t(`journal.values.${known}`) : name;
  };
  const show = (name: string, value: unknown) => {
    if (isAnswer(name)) return answerText(name, value as string | number | null);
    if (isInDays(name)) return daysText(value);
    if (value === null && !name.endsWith("manager_id")) return "–";
    return words[name]?.(value) ?? String(value);
  };
  return { label, show };
}

function useManagerName(): (id: unknown) => string {
  const { t } = useTranslation();
  const { data } = useQuery(managersQuery);
  return (id) => {
    if (id === null) return t("journal.nobody");
    const known = data?.find((manager) => manager.id === id);
    return known
      ? `${known.last_name} ${known.first_name}`
      : t("journal.manager", { id: String(id) });
  };
}

function roleText(value: unknown, t: TFunction): string {
  const known = ROLES.find((role) => role === value);
  return known ? t(`roles.${known}`) : String(value);
}

/** Why a login failed is told by the code of the error that answered it. */
function reasonText(value: unknown, t: TFunction): string {
  if (value === "forbidden") return t("login.closed");
  const code = errorCode(new ApiError(400, String(value), [], null, null));
  return code === "unknown" ? String(value) : t(`errors.${code}.title`);
}

/** The numbers of clients; of many the first ones, and how many more. */
export function clientsText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return "–";
  const rest = value.length - SHOWN_CLIENTS;
  const shown = value.slice(0, SHOWN_CLIENTS).map((id) => `№ ${id}`);
  return shown.join(", ") + (rest > 0 ? ` … +${rest}` : "");
}
