/** How many alarms nobody has acknowledged, beside the menu's entry. */

import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { openAlarmsQuery } from "./queries";

export default function OpenAlarms() {
  const { t } = useTranslation();
  const { data: number = "0" } = useQuery(openAlarmsQuery);
  if (number === "0") return null;
  const told = t("monitoring.openAlarms", { number });
  return (
    <span className="chip" data-tone="bad" title={told}>
      <span aria-hidden>{number}</span>
      <VisuallyHidden>{told}</VisuallyHidden>
    </span>
  );
}
