/** What fields and their values are called on the pages. */

import { useTranslation } from "react-i18next";
import { isAnswer } from "../clients/questionnaire";
import { useFormats } from "../../kit/format";
import { sizeIn } from "./limits";
import type { Kind, Limits } from "./model";
import { detailOf, placeOf } from "./report";

/** Returns the name of a field of a kind. */
export function useFieldNames(): (kind: Kind, field: string) => string {
  const { t, i18n } = useTranslation();
  return (kind, field) => {
    if (isAnswer(field)) return t(`answers.${field}`);
    const key = `importFields.${kind}.${field}`;
    return i18n.exists(key) ? t(key as "importFields.payments.month") : field;
  };
}

/** Returns the name of a value of a closed list. */
export function useValueNames(): (field: string, value: string) => string {
  const { t } = useTranslation();
  return (field, value) =>
    field === "status" ? t(`importStatuses.${value as "X"}`) : t(`values.${value}` as "values.Y");
}

type FaultWords = "name" | "advice";

/** Returns what a code of the service means; one that the page does not know yet stands for itself. */
export function useFaultText(): (code: string, words: FaultWords) => string {
  const { t, i18n } = useTranslation();
  return (code, words) => {
    const section = SECTIONS.find((name) => i18n.exists(`${name}.${code}.name`));
    if (!section) return words === "name" ? code : "";
    return t(`${section}.${code}.${words}` as "rowFaults.required.name");
  };
}

const SECTIONS = ["rowFaults", "notices", "questions", "refusals"] as const;

/** Returns a size as the reader writes it. */
export function useSizeText(): (bytes: number) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (bytes) => {
    const { unit, size } = sizeIn(bytes);
    return t(`files.${unit}`, { size: formats.number(size) });
  };
}

/** Returns what the place of a fault tells beside its name: bounds, what is usual, another row. */
export function useDetailText(): (limits: Limits) => string {
  const { t } = useTranslation();
  return (limits) => {
    const detail = detailOf(limits);
    return detail ? t(`importing.detail.${detail}`, limits) : "";
  };
}

/** Returns where in a file it is that the whole file fails by, as far as the service tells. */
export function usePlaceText(): (limits: Limits | undefined) => string {
  const { t } = useTranslation();
  return (limits) => {
    const place = placeOf(limits ?? {});
    return place ? t(`importing.file.${place}`, limits) : "";
  };
}

/** Returns the name of a control total. */
export function useTotalNames(): (field: string) => string {
  const { t, i18n } = useTranslation();
  return (field) => {
    const key = `importing.totalOf.${field}`;
    return i18n.exists(key) ? t(key as "importing.totalOf.rows") : field;
  };
}
