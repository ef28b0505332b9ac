/** A form for every figure of a policy; cut-offs are chosen among the edges of grades. */

import {
  Alert,
  Button,
  Checkbox,
  Group,
  List,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "../../kit/client";
import { ApiError } from "../../kit/client";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { LeaveGuard } from "../../kit/leave-guard";
import { Section } from "../../kit/page";
import { Bands } from "./band-fields";
import { CutOffSelect, isInside } from "./cut-off-select";
import { FIGURES, figuresOf, type Group as FigureGroup } from "./figures";
import { type PolicyForm, type Read, toBody, toForm, unreadable } from "./model";
import type { PolicyBody } from "./queries";
import { useSaid } from "./service-russian";
import { usePolicyWords } from "./show";
import { RULES } from "../decisions/rules";
import type { Grade } from "../scores/queries";

const LONGEST_REASON = 1_000;
const MODELS = ["behavioural", "thin_file", "segment"] as const;

export interface Draft {
  body: PolicyBody;
  justification: string | null;
  off_grade_edges: boolean;
}

interface Props {
  base: PolicyBody;
  justification: string | null;
  scale: Grade[];
  error: unknown;
  isPending: boolean;
  onSave: (draft: Draft) => void;
}

/** Reads and writes numbers as the reader does. */
function useNumbers(): { read: Read; write: (value: number) => string } {
  const formats = useFormats();
  const read = (text: string) => {
    const reading = formats.readNumber(text);
    return "value" in reading ? Number(reading.value) : null;
  };
  return { read, write: formats.number };
}

export type Change = (next: Partial<PolicyForm>) => void;

export function PolicyFields({ base, justification, scale, error, isPending, onSave }: Props) {
  const { t } = useTranslation();
  const { read, write } = useNumbers();
  const grades = scale.map(({ grade }) => grade);
  const [form, setForm] = useState(() => toForm(base, grades, justification, write));
  const [isTouched, setTouched] = useState(false);
  const [wrong, setWrong] = useState<string[]>([]);
  const [keepsInside, setKeepsInside] = useState(false);
  const change: Change = (next) => {
    setForm((before) => ({ ...before, ...next }));
    setTouched(true);
  };
  const cutOffs = [
    ...[form.approve_below, form.decline_from],
    ...form.bands.flatMap(({ approve, decline }) => [approve, decline]),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const faults = unreadable(form, read);
    setWrong(faults);
    if (faults.length > 0) return;
    const told = form.justification.trim().replace(/\s+/g, " ");
    onSave({
      body: toBody(form, base, read),
      justification: told || null,
      off_grade_edges: keepsInside,
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      <LeaveGuard active={isTouched && !isPending} />
      <Stack>
        <Section title={t("policyGroups.cutOffs")}>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {(["approve_below", "decline_from"] as const).map((name) => (
              <CutOffSelect
                key={name}
                label={t(`policyFigures.${name}`)}
                scale={scale}
                value={form[name]}
                onChange={(value) => change({ [name]: value })}
              />
            ))}
          </SimpleGrid>
          <Bands form={form} scale={scale} wrong={wrong} onChange={change} />
          {cutOffs.some((value) => isInside(value, scale)) && (
            <Checkbox
              label={t("policyForm.keepInside")}
              checked={keepsInside}
              onChange={(event) => setKeepsInside(event.currentTarget.checked)}
            />
          )}
        </Section>
        {(["hard", "knockOuts", "limits", "authorities", "other"] as const).map((group) => (
          <Section key={group} title={t(`policyGroups.${group}`)}>
            <FiguresOf group={group} form={form} wrong={wrong} onChange={change} />
            {group === "limits" && <Limits form={form} wrong={wrong} onChange={change} />}
            {group === "authorities" && <Authorities form={form} onChange={change} />}
          </Section>
        ))}
        <Section title={t("policy.justification")}>
          <Textarea
            label={t("policy.justification")}
            description={t("policy.justificationHint")}
            autosize
            minRows={2}
            maxLength={LONGEST_REASON}
            value={form.justification}
            onChange={(event) => change({ justification: event.currentTarget.value })}
          />
        </Section>
        {wrong.length > 0 && (
          <Alert color="red" variant="outline" role="alert">
            {t("policyForm.faults")} {t("policyForm.needed")}
          </Alert>
        )}
        {error !== null && error !== undefined && <Refused error={error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={isPending}>
            {t("policyForm.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps {
  form: PolicyForm;
  wrong: string[];
  onChange: Change;
}

function FiguresOf({ group, form, wrong, onChange }: PartProps & { group: FigureGroup }) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} style={{ alignItems: "end" }}>
      {figuresOf(group).map((name) => (
        <TextInput
          key={name}
          label={`${t(`policyFigures.${name}`)}, ${t(`policySigns.${FIGURES[name].unit}`)}`}
          inputMode="decimal"
          value={form.figures[name]}
          error={wrong.includes(name) && t("policyForm.needed")}
          onChange={(event) =>
            onChange({ figures: { ...form.figures, [name]: event.currentTarget.value } })
          }
        />
      ))}
    </SimpleGrid>
  );
}

function Limits({ form, wrong, onChange }: PartProps) {
  const { t } = useTranslation();
  const words = usePolicyWords();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }}>
        {Object.keys(form.incomes).map((grade) => (
          <TextInput
            key={grade}
            label={t("policyFigures.incomes_by_grade", { grade })}
            inputMode="decimal"
            value={form.incomes[grade] ?? ""}
            error={wrong.includes(grade) && t("policyForm.needed")}
            onChange={(event) =>
              onChange({ incomes: { ...form.incomes, [grade]: event.currentTarget.value } })
            }
          />
        ))}
      </SimpleGrid>
      <Checkbox.Group
        label={t("policyFigures.little_told_by")}
        value={form.little}
        onChange={(little) => onChange({ little })}
      >
        <Group mt="xs">
          {MODELS.map((name) => (
            <Checkbox key={name} value={name} label={words.model(name)} />
          ))}
        </Group>
      </Checkbox.Group>
    </>
  );
}

function Authorities({ form, onChange }: Omit<PartProps, "wrong">) {
  const { t } = useTranslation();
  const words = usePolicyWords();
  return (
    <>
      <Checkbox
        label={t("policyFigures.second_against_knock_out")}
        checked={form.second}
        onChange={(event) => onChange({ second: event.currentTarget.checked })}
      />
      <Checkbox.Group
        label={t("policyFigures.never_overridden")}
        value={form.never}
        onChange={(never) => onChange({ never })}
      >
        <SimpleGrid mt="xs" cols={{ base: 1, sm: 2, lg: 3 }}>
          {RULES.map((code) => (
            <Checkbox key={code} value={code} label={words.rule(code)} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </>
  );
}

/** What the service refuses, by the figures that it is about. */
function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const faults = error instanceof ApiError ? error.faults : [];
  const { label } = usePolicyWords();
  const inWords = useSaid();
  if (faults.length === 0) return <ErrorView error={error} isChange />;
  const told = ({ field, message }: Fault) => {
    const name = label(field);
    const said = t("policyForm.refused", { message: inWords(message) });
    return name === "body" || name === "lending" ? said : `${name}: ${said}`;
  };
  return (
    <Alert color="red" variant="outline" role="alert" title={t("policyForm.faults")}>
      <List size="sm">
        {faults.map((fault) => (
          <List.Item key={`${fault.field} ${fault.code}`}>{told(fault)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
