/** A signal in a word; coloured where there is something to look at. */

import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Light } from "./shapes";

const TONES = { amber: "poor", red: "bad" } as const;

export function LightChip({ light }: { light: Light }) {
  const { t } = useTranslation();
  const name = t(`lights.${light ?? "none"}`);
  if (light === "amber" || light === "red") {
    return (
      <span className="chip" data-tone={TONES[light]}>
        {name}
      </span>
    );
  }
  return (
    <Text span size="sm" className="one-line" {...(light === null && { c: "dimmed" })}>
      {name}
    </Text>
  );
}
