/** A sentence of a card, in the reader's language where it is one of the release's own. */

import { useTranslation } from "react-i18next";
import { RUSSIAN } from "./card-russian";

export function CardText({ children }: { children: string }) {
  const { language } = useTranslation().i18n;
  const translated = language === "ru" ? RUSSIAN[children] : undefined;
  return translated ?? <span lang="en">{children}</span>;
}
