/** Figures of a policy in words: with their units, and cut-offs with their points. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { addWords } from "../../kit/translations";
import { isRule } from "../decisions/rules";
import * as decisionWords from "../decisions/words";
import { FIGURES, type FigureName, isFigure } from "./figures";
import type { Difference } from "./queries";
import { en } from "./words";

addWords(decisionWords); // of the rules

const MODELS = ["behavioural", "thin_file", "segment", "application"] as const;

export function usePolicyWords() {
  const { t } = useTranslation();
  const formats = useFormats();
  const rule = (code: string) => (isRule(code) ? t(`ruleNames.${code}`) : code);
  const model = (name: string | null) => {
    const known = MODELS.find((one) => one === name);
    return known ? t(`models.${known}`) : t("policyBand.every");
  };
  const figure = (name: FigureName, value: number) => {
    const { unit } = FIGURES[name];
    if (unit === "rub") return formats.money(value);
    if (unit === "share") return formats.rate(value * 100);
    return t(`policyUnits.${unit}`, { count: value });
  };
  const cutOff = (points: number | null, proba: number) =>
    t("policyUnits.pointsAndProba", { points: points ?? "–", proba: formats.percent(proba) });
  const band = (name: "approve_below" | "decline_from", of: string, amount: number) =>
    t("policyBand.label", {
      figure: t(`policyFigures.${name}`),
      amount: formats.money(amount),
      model: of,
    });
  return {
    rule,
    model,
    figure,
    cutOff,
    band,
    ...useDifferenceWords({ rule, model, figure, band }),
  };
}

interface Words {
  rule: (code: string) => string;
  model: (name: string | null) => string;
  figure: (name: FigureName, value: number) => string;
  band: (name: "approve_below" | "decline_from", of: string, amount: number) => string;
}

/** Names a figure by the path that the service gives it, and shows what stands there. */
function useDifferenceWords({ rule, model, figure, band }: Words) {
  const { t } = useTranslation();
  const formats = useFormats();
  const label = (field: string) => {
    const parts = field.split(".");
    const name = parts.at(-1) ?? field;
    if (name === "approve_below" || name === "decline_from") {
      return parts[1] === "bands"
        ? band(name, model(parts[2] ?? null), Number(parts[3]))
        : t(`policyFigures.${name}`);
    }
    if (parts.at(-2) === "incomes_by_grade")
      return t("policyFigures.incomes_by_grade", { grade: name });
    return name in en.policyFigures ? t(`policyFigures.${name as FigureName}`) : field;
  };
  const value = (
    { field }: Difference,
    shown: Difference["before"],
    points: number | null,
  ): string => {
    if (shown === null || shown === undefined) return t("policyUnits.none");
    if (typeof shown === "boolean") return t(shown ? "policyUnits.yes" : "policyUnits.no");
    if (Array.isArray(shown)) {
      const name = field.endsWith("little_told_by") ? model : rule;
      return shown.map(name).join(", ") || t("policyUnits.none");
    }
    if (typeof shown === "string") return shown;
    const name = field.split(".").at(-1) ?? field;
    if (points !== null)
      return t("policyUnits.pointsAndProba", { points, proba: formats.percent(shown) });
    return isFigure(name) ? figure(name, shown) : formats.number(shown);
  };
  return { label, value };
}
