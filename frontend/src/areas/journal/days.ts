/** Answers that were kept in days until they became dates: the journal keeps them as they were. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { NOT_EMPLOYED_DAYS } from "../clients/changed";

const IN_DAYS = ["days_birth", "days_employed"] as const;
type InDays = (typeof IN_DAYS)[number];

export function isInDays(name: string): name is InDays {
  return IN_DAYS.some((known) => known === name);
}

/** Returns how such a value reads; days were counted backwards, so that they are negative. */
export function useDaysText(): (value: unknown) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (value) => {
    if (typeof value !== "number") return String(value ?? "–");
    if (value === NOT_EMPLOYED_DAYS) return t("profile.notEmployed");
    return formats.number(Math.abs(value));
  };
}
