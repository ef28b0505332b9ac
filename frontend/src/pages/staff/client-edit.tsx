/** Changing a client's answers: checked as one types, and never over somebody else's change. */

import {
  Alert,
  Button,
  Group,
  List,
  Modal,
  NativeSelect,
  Paper,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useBlocker, useNavigate, useParams } from "react-router";
import { ApiError, answer, api, type Client } from "../../api/client";
import { ErrorView, useErrorText } from "../../components/error-view";
import { notify } from "../../components/notify";
import { Page } from "../../components/page";
import { useFormats } from "../../format";
import { clientQuery } from "../../queries";
import {
  ANSWERS,
  type Answer,
  type Fault,
  type FormValues,
  findFaults,
  type Patch,
  question,
  toForm,
  toPatch,
} from "../../questionnaire";

export function Component() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const { data, error, refetch } = useQuery({ ...clientQuery(id), staleTime: 0 });
  if (error && !data) {
    return (
      <Page title={t("edit.title")}>
        <ErrorView error={error} onRetry={refetch} />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={t("edit.title")}>
        <Skeleton h={420} />
      </Page>
    );
  }
  return <EditForm key={id} loaded={data} />;
}

interface Loaded {
  client: Client;
  etag: string | null;
}

function EditForm({ loaded }: { loaded: Loaded }) {
  const { t } = useTranslation();
  const [today] = useState(() => new Date());
  // What the form began with: a refetch in the background must not move it
  const [known, setKnown] = useState(loaded);
  const [form, setForm] = useState<FormValues>(() => toForm(loaded.client, today));
  const [theirs, setTheirs] = useState<Answer[]>([]);
  const initial = toForm(known.client, today);
  const faults = findFaults(form, today);
  const patch = toPatch(form, initial, today);
  const dirty = Object.keys(patch).length > 0;
  const { save, saved } = useSaving(known, {
    onConflict: (current) => {
      const before = toForm(known.client, today);
      const now = toForm(current.client, today);
      const mine = Object.fromEntries(
        ANSWERS.filter((name) => form[name].trim() !== before[name]).map((name) => [
          name,
          form[name],
        ]),
      );
      setTheirs(ANSWERS.filter((name) => now[name] !== before[name]));
      setForm({ ...now, ...mine });
      setKnown(current);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = (event.nativeEvent as SubmitEvent).submitter?.getAttribute("value");
    if (Object.keys(faults).length === 0 && dirty)
      save.mutate({ patch, rescore: wish === "rescore" });
  };
  const { client } = known;
  return (
    <Page title={t("edit.of", { name: `${client.last_name} ${client.first_name}` })} width={960}>
      <LeaveGuard active={dirty && !saved} />
      {theirs.length > 0 && <TheirChanges names={theirs} />}
      <Paper withBorder p="lg" component="form" onSubmit={submit} noValidate>
        <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
          {ANSWERS.map((name) => (
            <AnswerField
              key={name}
              name={name}
              value={form[name]}
              changed={name in patch}
              fault={faults[name]}
              onChange={(value) => setForm({ ...form, [name]: value })}
            />
          ))}
        </SimpleGrid>
        <Stack mt="lg" gap="sm">
          <div role="status" aria-live="polite">
            {save.error && !(save.error instanceof ApiError && save.error.status === 412) && (
              <SaveFault error={save.error} />
            )}
          </div>
          <Group justify="flex-end">
            <Text size="sm" c="dimmed" mr="auto">
              {t("edit.changed", { count: Object.keys(patch).length })}
            </Text>
            <Button component={Link} to={`/clients/${client.id}`} variant="subtle">
              {t("edit.cancel")}
            </Button>
            <Button
              type="submit"
              value="save"
              variant="default"
              disabled={!dirty || Object.keys(faults).length > 0}
              loading={save.isPending}
            >
              {t("edit.save")}
            </Button>
            <Button
              type="submit"
              value="rescore"
              disabled={!dirty || Object.keys(faults).length > 0}
              loading={save.isPending}
            >
              {t("edit.saveAndRescore")}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Page>
  );
}

interface Wish {
  patch: Patch;
  rescore: boolean;
}

function useSaving(known: Loaded, { onConflict }: { onConflict: (current: Loaded) => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [leaving, setLeaving] = useState<{ rescore: boolean } | null>(null);
  const { id } = known.client;
  const save = useMutation({
    mutationFn: ({ patch }: Wish) =>
      answer(
        api.PATCH("/clients/{client_id}", {
          params: { path: { client_id: id }, header: known.etag ? { "if-match": known.etag } : {} },
          body: patch,
        }),
      ),
    onSuccess: async ({ body, headers }, { rescore }) => {
      queryClient.setQueryData(clientQuery(id).queryKey, {
        client: body,
        etag: headers.get("ETag"),
      });
      queryClient.invalidateQueries({ queryKey: ["clients"] });
      notify(t("edit.saved"));
      setLeaving({ rescore });
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.status !== 412) return;
      onConflict(await queryClient.fetchQuery({ ...clientQuery(id), staleTime: 0 }));
    },
  });
  // Leaves once the guard has seen that nothing is unsaved any more
  useEffect(() => {
    if (leaving) navigate(`/clients/${id}`, { state: leaving });
  }, [leaving, navigate, id]);
  return { save, saved: leaving !== null };
}

function SaveFault({ error }: { error: Error }) {
  const errorText = useErrorText();
  const details = error instanceof ApiError && error.status === 422 ? error.details : [];
  return (
    <Alert color="red" variant="outline">
      {errorText(error)}
      {details.length > 0 && (
        <List size="sm">
          {details.map((detail) => (
            <List.Item key={detail}>{detail}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}

/** Somebody else saved first: what they changed is in the form now, beside one's own changes. */
function TheirChanges({ names }: { names: Answer[] }) {
  const { t } = useTranslation();
  return (
    <Alert color="yellow" variant="outline" role="alert" title={t("edit.conflict")}>
      {t("edit.conflictAdvice")}
      <List size="sm">
        {names.map((name) => (
          <List.Item key={name}>{t(`answers.${name}`)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Asks before unsaved changes are lost: on the way to another page, and out of the site. */
function LeaveGuard({ active }: { active: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker(active);
  useEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [active]);
  return (
    <Modal
      opened={blocker.state === "blocked"}
      onClose={() => blocker.reset?.()}
      title={t("edit.unsaved")}
      closeButtonProps={{ "aria-label": t("edit.stay") }}
    >
      <Text mb="md">{t("edit.unsavedAdvice")}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
          {t("edit.stay")}
        </Button>
        <Button color="#b3202c" onClick={() => blocker.proceed?.()}>
          {t("edit.leave")}
        </Button>
      </Group>
    </Modal>
  );
}

interface FieldProps {
  name: Answer;
  value: string;
  changed: boolean;
  fault: Fault | undefined;
  onChange: (value: string) => void;
}

function AnswerField({ name, value, changed, fault, onChange }: FieldProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { kind, values, nullable, minimum, maximum } = question(name);
  const shared = {
    label: t(`answers.${name}`) + (changed ? ` · ${t("edit.changedMark")}` : ""),
    value,
    error: fault && t(`faults.${fault.key}`, { ...fault.values }),
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (kind === "category" || kind === "yesNo") {
    const options = values.map((option) => ({
      value: option,
      label: t(`values.${option}` as "values.Y"),
    }));
    const unknown = nullable ? [{ value: "", label: t("profile.unknown") }] : [];
    return <NativeSelect {...shared} data={[...unknown, ...options]} />;
  }
  if (kind === "birth")
    return <TextInput {...shared} type="date" description={t("edit.birthHint")} />;
  if (kind === "employment") {
    return (
      <Stack gap={4}>
        <TextInput {...shared} type="date" description={t("edit.employmentHint")} />
        <Group>
          <Button
            size="compact-xs"
            variant="default"
            disabled={value === ""}
            onClick={() => onChange("")}
          >
            {t("edit.setNotEmployed")}
          </Button>
        </Group>
      </Stack>
    );
  }
  const range = t("edit.range", {
    minimum: formats.number(minimum),
    maximum: formats.number(maximum),
  });
  return (
    <TextInput
      {...shared}
      inputMode={kind === "money" ? "decimal" : "numeric"}
      description={kind === "money" ? t("edit.moneyHint", { range }) : range}
      rightSection={kind === "money" ? <span aria-hidden>₽</span> : undefined}
    />
  );
}
