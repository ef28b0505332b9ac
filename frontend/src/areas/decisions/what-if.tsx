/** What if: what the model and the policy would say if something were different. */

import { Button, Drawer, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../kit/keys";
import { AnswerField } from "../clients/answer-field";
import { useFaultText } from "../clients/edit-faults";
import { ANSWERS } from "../clients/questionnaire";
import type { Terms } from "./deciding";
import type { CaseCard } from "./queries";
import { type ScenarioName, SCENARIO_NAMES, TERM_FIELDS, type TriedField } from "./trial";
import { type TrialState, useTrial } from "./use-trial";
import { WhatIfResult } from "./what-if-result";

interface Props {
  card: CaseCard;
  opened: boolean;
  onOpen: () => void;
  onClose: () => void;
  /** Left out where nothing can be decided. */
  onApply: ((terms: Terms) => void) | undefined;
}

export function WhatIf({ card, opened, onOpen, onClose, onApply }: Props) {
  const { t } = useTranslation();
  useKeys({ w: onOpen });
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="xl"
      title={<Text fw={600}>{t("whatIf.title")}</Text>}
      closeButtonProps={{ "aria-label": t("whatIf.close") }}
    >
      {card.recommendation && <Trying card={card} onApply={onApply} onClose={onClose} />}
    </Drawer>
  );
}

function Trying({ card, onApply, onClose }: Pick<Props, "card" | "onApply" | "onClose">) {
  const { t } = useTranslation();
  const state = useTrial(card);
  const { changed, faults } = state;
  const newTerms = changed.some((field) => TERM_FIELDS.some((term) => term === field));
  const areTermsRight = TERM_FIELDS.every((name) => !(name in faults));
  const apply = () => {
    onApply?.(state.trial.terms);
    onClose();
  };
  return (
    <Stack>
      <Text c="dimmed">{t("whatIf.nothingStored")}</Text>
      <Changes state={state} />
      <WhatIfResult card={card} state={state} />
      {onApply && (
        <Group>
          <Button disabled={!newTerms || !areTermsRight} onClick={apply}>
            {t("whatIf.apply")}
          </Button>
        </Group>
      )}
      <TermsTried state={state} />
      <ScenarioTried state={state} />
      <AnswersTried state={state} />
    </Stack>
  );
}

/** What is changed, as chips that take it back. */
function Changes({ state: { changed, back, reset, ignored } }: { state: TrialState }) {
  const { t } = useTranslation();
  const label = useFieldName();
  if (changed.length === 0) return <Text>{t("whatIf.unchanged")}</Text>;
  return (
    <Stack gap="xs" role="status">
      <Group gap="xs">
        <Text span>{t("whatIf.changed")}</Text>
        {changed.map((field) => (
          <Button
            key={field}
            size="compact-sm"
            variant="default"
            {...(ignored.includes(field) && { c: "dimmed" })}
            aria-label={t("whatIf.resetField", { name: label(field) })}
            onClick={() => back(field)}
          >
            {label(field)}&nbsp;×
          </Button>
        ))}
        <Button size="compact-sm" variant="subtle" onClick={reset}>
          {t("whatIf.reset")}
        </Button>
      </Group>
      {ignored.length > 0 && (
        <Text size="sm" c="dimmed">
          {ignored.map(label).join(", ")}: {t("whatIf.ignored")}
        </Text>
      )}
    </Stack>
  );
}

function useFieldName(): (field: TriedField) => string {
  const { t } = useTranslation();
  return (field) => {
    if (field === "scenario") return t("whatIf.scenario");
    if (field === "amount" || field === "months" || field === "rate") {
      return t(`deciding.${field}`);
    }
    return t(`answers.${field}`);
  };
}

function TermsTried({ state: { trial, faults, change } }: { state: TrialState }) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  return (
    <section aria-labelledby="what-if-terms">
      <Title order={3} size="h5" id="what-if-terms">
        {t("whatIf.wanted")}
      </Title>
      <Group grow align="flex-start" gap="xs">
        {TERM_FIELDS.map((name) => (
          <TextInput
            key={name}
            label={t(`deciding.${name}`)}
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            value={trial.terms[name]}
            error={faults[name] && faultText(faults[name])}
            onChange={(event) =>
              change({ terms: { ...trial.terms, [name]: event.currentTarget.value } })
            }
          />
        ))}
      </Group>
    </section>
  );
}

function ScenarioTried({ state: { trial, change } }: { state: TrialState }) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t("whatIf.scenario")}
      value={trial.scenario}
      data={SCENARIO_NAMES.map((value) => ({ value, label: t(`whatIf.scenarios.${value}`) }))}
      onChange={(event) => change({ scenario: event.currentTarget.value as ScenarioName })}
    />
  );
}

function AnswersTried({
  state: { trial, faults, changed, change, ignored },
}: {
  state: TrialState;
}) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="what-if-answers">
      <Title order={3} size="h5" id="what-if-answers">
        {t("whatIf.answers")}
      </Title>
      <div className="case-tried">
        {ANSWERS.map((name) => (
          <div key={name} className={ignored.includes(name) ? "ignored" : undefined}>
            <AnswerField
              name={name}
              value={trial.answers[name]}
              changed={changed.includes(name)}
              fault={faults[name]}
              attempted
              onChange={(value) => change({ answers: { ...trial.answers, [name]: value } })}
            />
            {ignored.includes(name) && (
              <Text size="sm" c="dimmed">
                {t("whatIf.ignored")}
              </Text>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}
