/** The name of a figure that is watched, in words. */

import { useTranslation } from "react-i18next";
import type { en } from "./words/features-en";

type Name = keyof typeof en.featureNames;
const OTHERS = /^others_/;

/** A figure without words, as one of a model that is newer than this page, is shown as it is. */
export function useFeatureName(): (name: string) => string {
  const { t, i18n } = useTranslation();
  const plain = (name: string) =>
    i18n.exists(`featureNames.${name}`) ? t(`featureNames.${name as Name}`) : name;
  return (name) =>
    OTHERS.test(name)
      ? t("featureNames.ofOthers", { name: plain(name.replace(OTHERS, "")) })
      : plain(name);
}
