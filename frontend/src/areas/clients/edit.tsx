/** Changing a client's answers: checked as one types, and never over somebody else's change. */

import { Alert, Button, Group, Paper, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ErrorView, useErrorText } from "../../kit/error-view";
import { LeaveGuard } from "../../kit/leave-guard";
import { Page } from "../../kit/page";
import { AnswerField } from "./answer-field";
import { TheirChanges } from "./edit-conflict";
import { ConfirmDoubts, FaultSummary } from "./edit-faults";
import { NotRead } from "./not-read";
import { clientQuery } from "./queries";
import { ANSWERS } from "./questionnaire";
import type { Loaded } from "./saving";
import { type Edit, useEdit } from "./use-edit";

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
  const edit = useEdit(loaded);
  const { client, form, faults, patch } = edit;
  const dirty = Object.keys(patch).length > 0;
  return (
    <Page title={t("edit.of", { name: `${client.last_name} ${client.first_name}` })} width={960}>
      <LeaveGuard active={dirty && !edit.saved} />
      <NotRead clientId={client.id} />
      <TheirChanges edit={edit} />
      <ConfirmDoubts edit={edit} />
      <Paper withBorder p="lg" component="form" onSubmit={edit.submit} noValidate>
        <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
          {ANSWERS.map((name) => (
            <AnswerField
              key={name}
              name={name}
              value={form[name]}
              changed={name in patch}
              fault={faults[name]}
              attempted={edit.attempted}
              onChange={(value) => edit.change(name, value)}
            />
          ))}
        </SimpleGrid>
        <Stack mt="lg" gap="sm">
          {edit.attempted && <FaultSummary faults={faults} />}
          <SaveFault edit={edit} />
          <Buttons edit={edit} dirty={dirty} />
        </Stack>
      </Paper>
    </Page>
  );
}

/** What the service said; a conflict that is shown has its own place. */
function SaveFault({ edit: { save, conflict } }: { edit: Edit }) {
  const errorText = useErrorText();
  return (
    <div role="status" aria-live="polite">
      {save.error && !conflict && (
        <Alert color="red" variant="outline">
          {errorText(save.error)}
        </Alert>
      )}
    </div>
  );
}

function Buttons({ edit, dirty }: { edit: Edit; dirty: boolean }) {
  const { t } = useTranslation();
  const { client, patch, save } = edit;
  const shared = { type: "submit", disabled: !dirty, loading: save.isPending } as const;
  return (
    <Group justify="flex-end">
      <Text size="sm" c="dimmed" mr="auto">
        {t("edit.changed", { count: Object.keys(patch).length })}
      </Text>
      <Button component={Link} to={`/clients/${client.id}`} variant="subtle">
        {t("edit.cancel")}
      </Button>
      <Button {...shared} value="save" variant="default">
        {t("edit.save")}
      </Button>
      <Button {...shared} value="rescore">
        {t("edit.saveAndRescore")}
      </Button>
    </Group>
  );
}
