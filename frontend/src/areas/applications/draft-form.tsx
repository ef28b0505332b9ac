/** The form in steps, reachable in any order; what is typed is saved when a field is left. */

import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { useAddress } from "../../kit/address";
import { ApiError } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { LeaveGuard } from "../../kit/leave-guard";
import { Page } from "../../kit/page";
import { useUnsaved } from "../../kit/unsaved";
import { BurdenLine, BurdenView, useBurden } from "./burden-bar";
import { CheckStep } from "./check-step";
import { Duplicates, type Who } from "./duplicates";
import { DraftField } from "./fields";
import type { Field, FormValues } from "./form-model";
import type { Loaded } from "./queries";
import { SavedAt } from "./saved-at";
import { fieldId, GROUPS, PERSON, readStep, type Step, STEPS, stepOf, WANTED } from "./steps";
import { today } from "../../kit/clock";
import { type Draft, useDraft } from "./use-draft";

interface Handed {
  form?: FormValues;
  focus?: Field;
  who?: Who;
}

interface Props {
  begun: Loaded | null;
  isBorrower?: boolean;
  /** Where an application is edited, and where it is looked at. */
  pathOf: (id: string, deed: "edit" | "look") => string;
}

export function DraftForm({ begun, isBorrower = false, pathOf }: Props) {
  const { t } = useTranslation();
  const walk = useWalk(begun, pathOf);
  const { draft, step, go, save, submitted } = walk;
  const number = draft.known?.application.number;
  useUnsaved(draft.isTyped && !submitted);
  return (
    <Page
      title={number ? t("applicationForm.of", { number }) : t("applicationForm.new")}
      width={960}
    >
      <LeaveGuard active={draft.isDirty && draft.saving.error !== null && !submitted} />
      <Returned draft={draft} />
      <StepButtons step={step} onGo={go} draft={draft} />
      <Paper withBorder p={{ base: "sm", sm: "lg" }} onBlur={save}>
        <Title order={2} size="h4" mb="md">
          {t(`applicationForm.steps.${step}`)}
        </Title>
        <StepContent walk={walk} isBorrower={isBorrower} />
      </Paper>
      <Bar step={step} draft={draft} onGo={go} onRetry={save} />
    </Page>
  );
}

/** The form and the way through its steps. */
function useWalk(begun: Loaded | null, pathOf: Props["pathOf"]) {
  const handed = (useLocation().state ?? {}) as Handed;
  const navigate = useNavigate();
  const [parameters] = useAddress();
  const step = readStep(parameters);
  const draft = useDraft(begun, handed.form ?? null, today());
  const [who, setWho] = useState<Who>(handed.who ?? null);
  const [submitted, setSubmitted] = useState<string | null>(null);
  const id = draft.known?.application.id;
  useEffect(() => {
    if (handed.focus) document.getElementById(fieldId(handed.focus))?.focus();
  }, [handed.focus, step]);
  useEffect(() => {
    // Loaded again, the page goes on with the draft; a navigation would take the focus away
    if (id && !begun) window.history.replaceState(history.state, "", `#${pathOf(id, "edit")}`);
  }, [id, begun, pathOf]);
  useEffect(() => {
    if (submitted) navigate(pathOf(submitted, "look"));
  }, [submitted, navigate, pathOf]);
  const save = () => draft.save().catch(() => null);
  /** Goes on with what was typed, also with what could not be saved yet. */
  const go = async (next: Step, focus?: Field) => {
    const saved = await save();
    const path = saved ? pathOf(saved.application.id, "edit") : "";
    const state: Handed = { form: draft.current(), who, ...(focus && { focus }) };
    navigate(`${path}?step=${next}`, { state });
  };
  const finish = () => setSubmitted(id ?? null);
  return { draft, step, go, save, who, setWho, submitted, finish };
}

interface ContentProps {
  walk: ReturnType<typeof useWalk>;
  isBorrower: boolean;
}

function StepContent({ walk: { draft, step, go, who, setWho, finish }, isBorrower }: ContentProps) {
  switch (step) {
    case "person":
      return (
        <PersonStep draft={draft} isBorrower={isBorrower}>
          {draft.known && !isBorrower && (
            <Duplicates known={draft.known} who={who} onChoose={setWho} />
          )}
        </PersonStep>
      );
    case "questionnaire":
      return <QuestionnaireStep draft={draft} />;
    case "wanted":
      return <WantedStep draft={draft} isBorrower={isBorrower} />;
    case "check":
      return (
        <CheckStep
          draft={draft}
          isBorrower={isBorrower}
          who={who}
          onChoose={setWho}
          onMend={(field) => go(stepOf(field), field)}
          onSubmitted={finish}
        />
      );
  }
}

function Returned({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const reason = draft.known?.application.returned_reason;
  if (!reason) return null;
  return (
    <Alert color="yellow" variant="outline" title={t("applicationForm.returned")}>
      {reason}
    </Alert>
  );
}

interface StepProps {
  step: Step;
  draft: Draft;
  onGo: (step: Step) => void;
}

function StepButtons({ step, onGo, draft }: StepProps) {
  const { t } = useTranslation();
  return (
    <Group component="nav" gap="xs" aria-label={t("applicationForm.stepsLabel")}>
      {STEPS.map((one, index) => (
        <Button
          key={one}
          size="sm"
          variant={one === step ? "filled" : "default"}
          aria-current={one === step ? "step" : undefined}
          onClick={() => onGo(one)}
          loading={draft.saving.pending && one === step}
        >
          {index + 1}. {t(`applicationForm.steps.${one}`)}
        </Button>
      ))}
    </Group>
  );
}

interface PersonProps {
  draft: Draft;
  isBorrower: boolean;
  children: ReactNode;
}

function PersonStep({ draft, isBorrower, children }: PersonProps) {
  const names = PERSON.filter((name) => !(isBorrower && name === "document"));
  return (
    <Stack>
      <Fields draft={draft} names={names} />
      {children}
    </Stack>
  );
}

function QuestionnaireStep({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const works = draft.form.employed === "yes";
  const isAsked = (name: Field) =>
    works || (name !== "employed_since" && name !== "occupation_type");
  return (
    <Stack gap="lg">
      {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <Title order={3} size="h5" mb="xs" id={`group-${group}`}>
            {t(`applicationForm.groups.${group}`)}
          </Title>
          <Fields draft={draft} names={GROUPS[group].filter(isAsked)} />
        </section>
      ))}
    </Stack>
  );
}

function WantedStep({ draft, isBorrower }: { draft: Draft; isBorrower: boolean }) {
  const burden = useBurden(draft.form);
  const names = WANTED.filter((name) => !(isBorrower && name === "annual_rate"));
  return (
    <Stack>
      <Fields draft={draft} names={names} />
      <BurdenView burden={burden} />
    </Stack>
  );
}

function Fields({ draft, names }: { draft: Draft; names: readonly Field[] }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
      {names.map((name) => (
        <DraftField key={name} draft={draft} name={name} />
      ))}
    </SimpleGrid>
  );
}

/** Stays in sight: what the credit costs, whether all is saved, and the way on. */
function Bar({ step, draft, onGo, onRetry }: StepProps & { onRetry: () => void }) {
  const { t } = useTranslation();
  const burden = useBurden(draft.form);
  const place = STEPS.indexOf(step);
  const [before, after] = [STEPS[place - 1], STEPS[place + 1]];
  return (
    <Paper withBorder p="sm" pos="sticky" bottom={0} style={{ zIndex: 2 }}>
      <SaveFault draft={draft} onRetry={onRetry} />
      <Group justify="space-between" gap="xs">
        <Stack gap={0}>
          <SavedAt saving={draft.saving} />
          <BurdenLine burden={burden} />
        </Stack>
        <Group gap="xs">
          {before && (
            <Button variant="default" onClick={() => onGo(before)}>
              {t("applicationForm.back")}
            </Button>
          )}
          {after && <Button onClick={() => onGo(after)}>{t("applicationForm.next")}</Button>}
        </Group>
      </Group>
    </Paper>
  );
}

function SaveFault({ draft, onRetry }: { draft: Draft; onRetry: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { error } = draft.saving;
  if (!error) return null;
  const isOvertaken = error instanceof ApiError && error.status === 412;
  return (
    <Alert color="red" variant="outline" role="alert" mb="xs">
      <Group justify="space-between">
        <Text size="sm">
          {isOvertaken ? t("applicationErrors.precondition_failed") : errorText(error)}
        </Text>
        <Button
          size="xs"
          variant="default"
          onClick={isOvertaken ? () => window.location.reload() : onRetry}
        >
          {t(isOvertaken ? "applicationForm.load" : "applicationForm.saveAgain")}
        </Button>
      </Group>
    </Alert>
  );
}
