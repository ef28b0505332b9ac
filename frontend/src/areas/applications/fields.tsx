/** One field of the form: typed or chosen, and saved when it is left. */

import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { useFaultText } from "../clients/edit-faults";
import { type Answer, isAnswer, question } from "../clients/questionnaire";
import { BOUNDS, type Faults, type Field } from "./form-model";
import { fieldId } from "./steps";
import type { Draft } from "./use-draft";

const LONGEST = 100;
const DATES: readonly Field[] = ["born_on", "employed_since", "consent_on"];
const MONEY: readonly Field[] = ["amt_income_total", "amount_rub"];
const PURPOSES = [
  "consumer",
  "car",
  "home",
  "education",
  "medical",
  "refinancing",
  "other",
] as const;
const AUTOCOMPLETE: Partial<Record<Field, string>> = { phone: "tel", email: "email" };

interface Props {
  draft: Draft;
  name: Field;
}

export function DraftField({ draft, name }: Props) {
  const shared = useShared(draft, name);
  const options = useOptions(name);
  if (DATES.includes(name)) return <TextInput {...shared} type="date" />;
  if (options) return <NativeSelect {...shared} data={options} />;
  if (MONEY.includes(name)) return <MoneyField draft={draft} name={name} />;
  const isNumber = name in BOUNDS || (isAnswer(name) && question(name).kind === "count");
  return (
    <TextInput
      {...shared}
      maxLength={LONGEST}
      autoComplete="off"
      {...(isNumber && { inputMode: "numeric" as const })}
      {...(name in AUTOCOMPLETE && { type: AUTOCOMPLETE[name] })}
    />
  );
}

/** Returns the name of a field; the answers have theirs from where they are shown. */
export function useFieldLabel(): (name: Field) => string {
  const { t } = useTranslation();
  return (name) =>
    isAnswer(name)
      ? t(`answers.${name}`)
      : t(`applicationFields.${name as Exclude<Field, Answer>}`);
}

/** Returns what is wrong with a field, in a sentence. */
export function useFieldFault(): (fault: Faults[Field]) => string | undefined {
  const { t } = useTranslation();
  const faultText = useFaultText();
  return (fault) => {
    if (!fault) return undefined;
    const { key } = fault;
    if (key === "phone" || key === "email" || key === "document") {
      return t(`applicationFaults.${key}`);
    }
    return faultText({ ...fault, key });
  };
}

function useShared(draft: Draft, name: Field) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const faultText = useFieldFault();
  const hasDocument = draft.known?.application.has_document ?? false;
  const description: Partial<Record<Field, string>> = {
    phone: t("applicationHints.phone"),
    document: t(hasDocument ? "applicationHints.documentKnown" : "applicationHints.document"),
    consent_on: t("applicationHints.consent"),
    cnt_fam_members: t("applicationHints.household"),
  };
  return {
    id: fieldId(name),
    label: label(name),
    description: description[name],
    value: draft.form[name],
    error: faultText(draft.faults[name]),
    onChange: (event: { currentTarget: { value: string } }) =>
      draft.change(name, event.currentTarget.value),
  };
}

/** Returns what may be chosen, with the empty choice first; nothing where one types. */
function useOptions(name: Field): { value: string; label: string }[] | null {
  const { t } = useTranslation();
  const none = { value: "", label: t("applicationHints.choose") };
  if (name === "purpose") {
    return [none, ...PURPOSES.map((value) => ({ value, label: t(`purposes.${value}`) }))];
  }
  if (name === "employed") {
    return [none, { value: "yes", label: t("values.Y") }, { value: "no", label: t("values.N") }];
  }
  if (!isAnswer(name)) return null;
  const { values, nullable } = question(name);
  if (values.length === 0) return null;
  const options = values.map((value) => ({ value, label: t(`values.${value}` as "values.Y") }));
  return [nullable ? { value: "", label: t("profile.unknown") } : none, ...options];
}

/** An amount, with how it is read below it: a slip of a digit is seen at once. */
function MoneyField({ draft, name }: Props) {
  const { t } = useTranslation();
  const { readNumber, money } = useFormats();
  const reading = readNumber(draft.form[name]);
  const amount = "value" in reading ? Number(reading.value) : null;
  const readAs = amount === null ? "" : t("edit.readAs", { amount: money(amount) });
  const monthly =
    amount === null ? "" : t("applicationHints.monthly", { amount: money(amount / 12) });
  const hint = name === "amt_income_total" ? t("applicationHints.income") : null;
  return (
    <TextInput
      {...useShared(draft, name)}
      inputMode="decimal"
      maxLength={LONGEST}
      autoComplete="off"
      rightSection={<span aria-hidden>₽</span>}
      description={[hint, readAs, name === "amt_income_total" && monthly].filter(Boolean).join(" ")}
    />
  );
}
