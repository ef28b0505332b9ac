/** What may be done about a verdict or an alert, each in a dialog that says what follows from it. */

import { Alert, Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../kit/error-view";
import { today } from "../../kit/clock";
import { useUnsaved } from "../../kit/unsaved";
import { useUser } from "../people/session";
import type { Watched } from "./shapes";
import { useWatchedDeed } from "./use-watched-deed";
import { type Deed, deedsOf, isExplained, type WatchedKind } from "./watched-model";

const LONGEST_NOTE = 1_000;

interface Props {
  kind: WatchedKind;
  watched: Watched;
  /** What it is about, for who hears several such buttons. */
  name: string;
}

export function WatchedDeeds({ kind, watched, name }: Props) {
  const { t } = useTranslation();
  const { id } = useUser();
  const [deed, setDeed] = useState<Deed | null>(null);
  return (
    <Group gap="xs" className="no-print">
      {deedsOf(watched, kind, id).map((one) => (
        <Button
          key={one}
          size="compact-sm"
          variant="default"
          aria-label={`${t(`watched.deeds.${one}`)}: ${name}`}
          onClick={() => setDeed(one)}
        >
          {t(`watched.deeds.${one}`)}
        </Button>
      ))}
      <Modal
        opened={deed !== null}
        onClose={() => setDeed(null)}
        title={deed && t(`watched.deeds.${deed}`)}
        closeButtonProps={{ "aria-label": t("watched.dismiss") }}
      >
        {deed && (
          <DeedForm kind={kind} watched={watched} deed={deed} onDone={() => setDeed(null)} />
        )}
      </Modal>
    </Group>
  );
}

interface FormProps {
  kind: WatchedKind;
  watched: Watched;
  deed: Deed;
  onDone: () => void;
}

function DeedForm({ kind, watched, deed, onDone }: FormProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [note, setNote] = useState(watched.note ?? "");
  const [until, setUntil] = useState("");
  const { mutate, isPending, error } = useWatchedDeed(kind, watched, onDone);
  useUnsaved(note !== (watched.note ?? "") || until !== "");
  const isDated = deed !== "accept" || until > today();
  const isReady = isDated && (!isExplained(deed) || note.trim() !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) mutate({ deed, note: note.trim(), until });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{t(`watched.advice.${deed}`)}</Text>
        {deed === "accept" && <Until value={until} isPossible={isDated} onChange={setUntil} />}
        <Textarea
          label={t("watched.note")}
          required={isExplained(deed)}
          autosize
          minRows={2}
          maxLength={LONGEST_NOTE}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {error && (
          <Alert color="red" variant="outline" role="alert">
            {errorText(error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("watched.cancel")}
          </Button>
          <Button type="submit" loading={isPending} disabled={!isReady}>
            {t(`watched.deeds.${deed}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface UntilProps {
  value: string;
  isPossible: boolean;
  onChange: (value: string) => void;
}

function Until({ value, isPossible, onChange }: UntilProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="date"
      required
      label={t("watched.until")}
      value={value}
      error={value !== "" && !isPossible && t("watched.untilFault")}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus
    />
  );
}
