/** What a code of a rule or of a score's reason is about, in a few words. */

import { useTranslation } from "react-i18next";
import { isRule } from "./rules";
import type { en } from "./words/en";

type ReasonName = keyof typeof en.reasonNames;

/** A code without words, as one of a model that is newer than this page, is shown as it is. */
export function ReasonCode({ code }: { code: string }) {
  const ruleName = useRuleName();
  return <span className="chip wrapping">{ruleName(code)}</span>;
}

export function useRuleName(): (code: string) => string {
  const { t, i18n } = useTranslation();
  return (code) => {
    if (isRule(code)) return t(`ruleNames.${code}`);
    return i18n.exists(`reasonNames.${code}`) ? t(`reasonNames.${code as ReasonName}`) : code;
  };
}
