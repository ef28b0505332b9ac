/** What stands in an event, in words: the service writes codes and ids. */

import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { errorCode } from "../../kit/error-view";
import { ApiError } from "../../kit/client";
import { addWords } from "../../kit/translations";
import * as applicationWords from "../applications/words";
import * as decisionWords from "../decisions/words";
import { useAnswerText } from "../clients/profile";
import { isAnswer } from "../clients/questionnaire";
import * as importWords from "../imports/words";
import { managersQuery } from "../people/queries";
import * as modelWords from "../models/bundle-words";
import * as monitoringWords from "../monitoring/words";
import * as policyWords from "../policies/words";
import * as replayWords from "../scores/passport-words";
import { isInDays, useDaysText } from "./days";
import * as valueWords from "./value-words";

const { en } = valueWords;
const MORE = [
  ...[applicationWords, decisionWords, importWords, modelWords],
  ...[monitoringWords, policyWords, replayWords],
];
for (const words of [valueWords, ...MORE]) addWords(words);

const ROLES = [
  "client",
  "manager",
  "underwriter",
  "analyst",
  "admin",
  "dismissed",
  "default",
] as const;
const DECISIONS = ["approve", "review", "decline"] as const;
const isDecision = (value: unknown): value is (typeof DECISIONS)[number] =>
  DECISIONS.some((one) => one === value);
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
  const yesOrNo = (value: unknown) => t(value === true ? "journal.yes" : "journal.no");
  const dayOf = (value: unknown) => formats.date(String(value));
  const listOf = (value: unknown) => (value as unknown[]).join(", ") || "–";
  const stateOf = (value: unknown) => {
    if (isKey(applicationWords.en.applicationStates, value)) return t(`applicationStates.${value}`);
    const watched = monitoringWords.en.watched.states;
    if (isKey(watched, value)) return t(`watched.states.${value}`);
    const { states } = importWords.en.files;
    return isKey(states, value) ? t(`files.states.${value}`) : String(value);
  };
  const userOf = (value: unknown) => t("journal.user", { id: String(value) });
  const wordOf = (section: "outcomesDone" | "overrideReasons", value: unknown) =>
    isKey(decisionWords.en.deciding[section], value)
      ? t(`deciding.${section}.${value}` as "deciding.outcomesDone.approve")
      : String(value);
  const kindOf = (value: unknown) =>
    isKey(importWords.en.files.kinds, value) ? t(`files.kinds.${value}`) : String(value);
  const label = (name: string) => {
    if (isAnswer(name)) return t(`answers.${name}`);
    if (isInDays(name)) return t(`journal.inDays.${name}`);
    const leaf = name.split(".").at(-1);
    if (isKey(policyWords.en.policyFigures, leaf)) return t(`policyFigures.${leaf}`);
    return isKey(en.journalValues, name) ? t(`journalValues.${name}`) : name;
  };
  const words: Record<string, (value: unknown) => string> = {
    role: (value) => roleText(value, t),
    open_credit: yesOrNo,
    disabled: yesOrNo,
    needs_second: yesOrNo,
    is_final: yesOrNo,
    outcome: (value) => wordOf("outcomesDone", value),
    override_reason: (value) => wordOf("overrideReasons", value),
    recommendation: (value) => (isDecision(value) ? t(`decisions.${value}`) : String(value)),
    decline_reasons: listOf,
    annual_rate: (value) => formats.rate(Number(value)),
    issued_on: dayOf,
    expires_at: (value) => formats.moment(String(value)),
    until: dayOf,
    consent_on: dayOf,
    amount_rub: (value) => formats.money(String(value)),
    client_id: (value) => clientsText([value]),
    accepted_until: dayOf,
    owner_id: userOf,
    signed_by: userOf,
    assignee_id: userOf,
    first_actor_id: userOf,
    scopes: listOf,
    fields: (value) =>
      (value as string[]).map((field) => label(field.split(".").at(-1) ?? field)).join(", ") || "–",
    month: (value) => formats.month(String(value)),
    months: listOf,
    applied: (value) => countsText(value as Record<string, number>),
    reasons: (value) =>
      (value as string[])
        .map((code) => (isKey(en.journalReasons, code) ? t(`journalReasons.${code}`) : code))
        .join(", "),
    second_factor: (value) =>
      isKey(en.journalFactors, value) ? t(`journalFactors.${value}`) : String(value),
    closing: (value) =>
      isKey(en.journalClosings, value) ? t(`journalClosings.${value}`) : String(value),
    purpose: (value) =>
      isKey(applicationWords.en.purposes, value) ? t(`purposes.${value}`) : String(value),
    channel: (value) =>
      isKey(applicationWords.en.channels, value) ? t(`channels.${value}`) : String(value),
    state: stateOf,
    verdict: (value) =>
      isKey(replayWords.en.replays.verdicts, value)
        ? t(`replays.verdicts.${value}`)
        : String(value),
    parts: (value) =>
      (value as string[])
        .map((one) =>
          isKey(replayWords.en.replays.partNames, one) ? t(`replays.partNames.${one}`) : one,
        )
        .join(", ") || "–",
    kind: kindOf,
    reason: (value) => reasonText(value, t),
    manager_id: managerOf,
    successor_manager_id: managerOf,
    client_ids: clientsText,
    handed_over: (value) =>
      (value as HandedOver[])
        .map(({ manager_id, client_ids }) => `${managerOf(manager_id)}: ${clientsText(client_ids)}`)
        .join("; ") || "–",
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

function isKey<Words extends object>(
  words: Words,
  name: unknown,
): name is Extract<keyof Words, string> {
  return typeof name === "string" && Object.hasOwn(words, name);
}

function countsText(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([code, count]) => `${code} ${count}`)
    .join(", ");
}

/** The numbers of clients; of many the first ones, and how many more. */
export function clientsText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return "–";
  const rest = value.length - SHOWN_CLIENTS;
  const shown = value.slice(0, SHOWN_CLIENTS).map((id) => `№ ${id}`);
  return shown.join(", ") + (rest > 0 ? ` … +${rest}` : "");
}
