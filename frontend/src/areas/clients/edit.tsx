/** Changing a client's answers: checked as one types, and never over somebody else's change. */

import { Button, Group, Paper, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ApiError } from "../../kit/client";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { AnswerField } from "./answer-field";
import { SaveFault, TheirChanges } from "./edit-faults";
import { LeaveGuard } from "./leave-guard";
import { NotRead } from "./not-read";
import { clientQuery } from "./queries";
import {
  ANSWERS,
  type Answer,
  type FormValues,
  findFaults,
  toForm,
  toPatch,
} from "./questionnaire";
import { type Loaded, useSaving } from "./saving";

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

function EditForm({ loaded }: { loaded: Loaded }) {
  const { t } = useTranslation();
  // What the form began with: a refetch in the background must not move it
  const [known, setKnown] = useState(loaded);
  const [form, setForm] = useState<FormValues>(() => toForm(loaded.client));
  const [theirs, setTheirs] = useState<Answer[]>([]);
  const initial = toForm(known.client);
  const faults = findFaults(form, known.client.as_of);
  const patch = toPatch(form, initial);
  const dirty = Object.keys(patch).length > 0;
  const { save, saved } = useSaving(known, {
    onConflict: (current) => {
      const before = toForm(known.client);
      const now = toForm(current.client);
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
      <NotRead clientId={client.id} />
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
              {dirty && t("edit.changed", { count: Object.keys(patch).length })}
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
