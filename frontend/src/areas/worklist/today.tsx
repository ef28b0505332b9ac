/** Where a manager's day begins: whom to call, what to look at. */

import { useTranslation } from "react-i18next";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { WorkOfToday } from "./list";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t("today.title")} width={1100}>
      <WorkOfToday mayMark />
    </Page>
  );
}
