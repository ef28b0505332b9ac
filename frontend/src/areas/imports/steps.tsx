/** The walk through an import: where one is, and what of it can be looked at. */

import { Anchor, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { FileImport } from "./model";
import { isOpen, STEPS, type Step } from "./step";

interface Props {
  one: FileImport;
  shown: Step;
}

export function Steps({ one, shown }: Props) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("importing.steps")} className="no-print">
      <Group component="ol" gap="xs" p={0} m={0} style={{ listStyle: "none" }}>
        {STEPS.map((step, index) => (
          <li key={step} aria-current={step === shown ? "step" : undefined}>
            <Name
              step={step}
              number={index + 1}
              isShown={step === shown}
              isReachable={isOpen(step, one)}
            />
          </li>
        ))}
      </Group>
    </nav>
  );
}

interface NameProps {
  step: Step;
  number: number;
  isShown: boolean;
  isReachable: boolean;
}

function Name({ step, number, isShown, isReachable }: NameProps) {
  const { t } = useTranslation();
  const name = `${number}. ${t(`importing.step.${step}`)}`;
  if (isShown)
    return (
      <Text span className="chip" fw={700} bd="2px solid var(--mantine-primary-color-filled)">
        {name}
      </Text>
    );
  if (!isReachable) {
    return (
      <Text span className="chip" c="dimmed">
        {name}
      </Text>
    );
  }
  return (
    <Anchor component={Link} to={`?step=${step}`} className="chip">
      {name}
    </Anchor>
  );
}
