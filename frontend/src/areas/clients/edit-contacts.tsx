/** The form of name, phone, e-mail and number; of two who save, the slower sees the other's values. */

import { Alert, Button, Group, Skeleton, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, answer, api, type Fault } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { useUnsaved } from "../../kit/unsaved";
import {
  CONTACTS,
  type Contact,
  type ContactValues,
  joinContacts,
  toChanges,
  toContacts,
} from "./contact-form";
import { clientQuery } from "./queries";
import type { Loaded } from "./saving";

type Faults = Partial<Record<Contact, string>>;

export function EditContacts({ id, onDone }: { id: number; onDone: () => void }) {
  const { data } = useQuery(clientQuery(id));
  return data ? <Form loaded={data} onDone={onDone} /> : <Skeleton h={300} aria-busy />;
}

const LABELS = {
  last_name: "contacts.lastName",
  first_name: "contacts.firstName",
  patronymic: "contacts.patronymic",
  phone: "contacts.phone",
  email: "contacts.email",
  external_id: "contacts.externalId",
} as const;
const HINTS = { phone: "contacts.phoneHint", external_id: "contacts.externalIdHint" } as const;
const KINDS: Partial<Record<Contact, { type?: string; maxLength: number }>> = {
  phone: { type: "tel", maxLength: 40 },
  email: { type: "email", maxLength: 254 },
  external_id: { maxLength: 64 },
};
const REQUIRED: readonly Contact[] = ["last_name", "first_name"];

function Form({ loaded, onDone }: { loaded: Loaded; onDone: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { values, setValues, clashes, faults, request, changes } = useContactForm(loaded, onDone);
  useUnsaved(Object.keys(changes).length > 0 && !request.isSuccess);
  const missing = REQUIRED.filter((name) => values[name].trim() === "");
  const [attempted, setAttempted] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAttempted(true);
    if (missing.length > 0) return document.getElementById(`contact-${missing[0]}`)?.focus();
    if (Object.keys(changes).length === 0) return onDone();
    request.mutate(changes);
  };
  const faultOf = (name: Contact) =>
    attempted && missing.includes(name) ? t("contacts.required") : faults[name];
  const isConflict = Object.keys(clashes).length > 0;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {isConflict && (
          <Alert color="yellow" variant="outline" role="alert">
            {t("contacts.conflict")}
          </Alert>
        )}
        {CONTACTS.map((name) => (
          <TextInput
            key={name}
            id={`contact-${name}`}
            label={t(LABELS[name])}
            {...(name in HINTS && { description: t(HINTS[name as keyof typeof HINTS]) })}
            autoComplete="off"
            {...(KINDS[name] ?? { maxLength: 100 })}
            required={REQUIRED.includes(name)}
            value={values[name]}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
            error={
              faultOf(name) ??
              (clashes[name] !== undefined &&
                t("contacts.theirs", { value: clashes[name] || t("contacts.empty") }))
            }
          />
        ))}
        {request.error && Object.keys(faults).length === 0 && !isConflict && (
          <Alert color="red" variant="outline" role="alert">
            {errorText(request.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("contacts.cancel")}
          </Button>
          <Button type="submit" loading={request.isPending}>
            {t("contacts.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useContactForm(loaded: Loaded, onDone: () => void) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  // What the form began with: a refetch in the background must not move it
  const [known, setKnown] = useState(loaded);
  const [values, setValues] = useState<ContactValues>(() => toContacts(loaded.client));
  const [clashes, setClashes] = useState<Partial<ContactValues>>({});
  const { id } = known.client;
  const changes = toChanges(values, known.client);
  const request = useMutation({
    mutationFn: (patch: typeof changes) =>
      answer(
        api.PATCH("/clients/{client_id}", {
          params: { path: { client_id: id }, header: known.etag ? { "if-match": known.etag } : {} },
          // Names are never null: the form refuses empty ones
          body: patch as Record<string, never>,
        }),
      ),
    onSuccess: ({ body, headers }) => {
      const now = { client: body, etag: headers.get("ETag") };
      queryClient.setQueryData(clientQuery(id).queryKey, now);
      queryClient.invalidateQueries({ queryKey: ["clients"] });
      notify(t("contacts.saved"));
      onDone();
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.status !== 412) return;
      const now = await queryClient.fetchQuery({ ...clientQuery(id), staleTime: 0 });
      const { joined, clashes } = joinContacts(values, known.client, now.client);
      setKnown(now);
      setValues(joined);
      setClashes(clashes);
    },
  });
  // What the service said holds until something else is typed
  const isSaid = JSON.stringify(request.variables) === JSON.stringify(changes);
  const said = useFaultTexts(request.error);
  return {
    values,
    setValues,
    clashes,
    changes,
    request,
    faults: isSaid ? said : {},
  };
}

/** What the service refuses, at the field where it is mended. */
function useFaultTexts(error: Error | null): Faults {
  const { t } = useTranslation();
  if (!(error instanceof ApiError)) return {};
  // Without a client it was taken in this moment
  const takenText = (owner: Fault["limits"]) =>
    owner?.["client_id"] ? t("contacts.taken", { id: owner["client_id"] }) : t("contacts.takenNow");
  const texts: Faults = { phone: t("contacts.phoneFault"), email: t("contacts.emailFault") };
  return Object.fromEntries(
    error.faults.map(({ field, code, limits }) => [
      field,
      code === "taken" ? takenText(limits) : (texts[field as Contact] ?? t("contacts.fault")),
    ]),
  );
}
