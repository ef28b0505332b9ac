/** Objections to a decision: what was said, what came of it, and the way to object or to answer. */

import { Alert, Anchor, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, body } from "../../kit/client";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { useUnsaved } from "../../kit/unsaved";
import { isLongEnough } from "./model";
import type { NoticeDeed } from "./notice";
import type { Notice, Objection } from "./queries";

const LATE = { className: "tone", "data-tone": "bad" };
const LONGEST_LETTER = 4_000;

interface Props {
  notice: Notice;
  deed: NoticeDeed;
  isOwn: boolean;
}

export function Objections({ notice, deed, isOwn }: Props) {
  const { t } = useTranslation();
  const { objections, may } = notice;
  if (objections.length === 0 && !may.includes("object")) return null;
  const waiting = objections.find(({ answered_at }) => answered_at === null);
  return (
    <Section title={t("objections.title")}>
      {objections.map((one) => (
        <One key={one.id} objection={one} isOwn={isOwn} />
      ))}
      {waiting && may.includes("answer") && <Answer objection={waiting} deed={deed} />}
      {may.includes("object") && <Raise notice={notice} deed={deed} isOwn={isOwn} />}
    </Section>
  );
}

function One({ objection, isOwn }: { objection: Objection; isOwn: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const due = { moment: formats.moment(objection.due_at) };
  const { outcome, answer, answered_at } = objection;
  return (
    <Stack gap={4} component="article">
      <Text fw={600}>{t("objections.one", { moment: formats.moment(objection.raised_at) })}</Text>
      <Told text={objection.text} />
      {objection.new_facts && <Told label={t("objections.newFacts")} text={objection.new_facts} />}
      {outcome === null && (
        <Text {...(objection.is_late && LATE)} role="status">
          {t(
            objection.is_late ? "objections.late" : isOwn ? "objections.sent" : "objections.waits",
            due,
          )}
        </Text>
      )}
      {outcome && answered_at && (
        <Alert variant="outline" color="gray" title={t(`objections.outcomes.${outcome}`)}>
          {answer && <Told text={answer} />}
          {!answer && outcome === "corrected" && <Text>{t("objections.newDecision")}</Text>}
          <Text size="sm" c="dimmed">
            {t("objections.answeredAt", { moment: formats.moment(answered_at) })}
          </Text>
        </Alert>
      )}
    </Stack>
  );
}

function Told({ label, text }: { label?: string; text: string }) {
  return (
    <Text style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
      {label && `${label}: `}
      {text}
    </Text>
  );
}

function Raise({ notice, deed, isOwn }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [newFacts, setNewFacts] = useState("");
  useUnsaved(text + newFacts !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    deed.mutate(() =>
      body(
        api.POST("/notices/{notice_id}/objections", {
          params: { path: { notice_id: notice.id } },
          body: { text: text.trim(), new_facts: newFacts.trim() || null },
        }),
      ),
    );
  };
  const until = notice.object_until && formats.moment(notice.object_until);
  return (
    <Stack gap="sm" align="flex-start">
      <Text>
        {isOwn && `${t("objections.advice")} `}
        {t("objections.until", { moment: until })}
      </Text>
      {!isOpen && (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t(isOwn ? "objections.object" : "objections.objectFor")}
        </Button>
      )}
      {isOpen && (
        <form onSubmit={submit} style={{ width: "100%" }}>
          <Stack gap="sm" align="flex-start">
            <Letter label="text" value={text} onChange={setText} isRequired />
            <Letter label="newFacts" value={newFacts} onChange={setNewFacts} />
            <Button type="submit" loading={deed.isPending} disabled={!isLongEnough(text)}>
              {t("objections.send")}
            </Button>
          </Stack>
        </form>
      )}
    </Stack>
  );
}

function Answer({ objection, deed }: { objection: Objection; deed: NoticeDeed }) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState("");
  useUnsaved(answer !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    deed.mutate(() =>
      body(
        api.POST("/objections/{objection_id}/uphold", {
          params: { path: { objection_id: objection.id } },
          body: { answer: answer.trim() },
        }),
      ),
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" align="flex-start">
        <Letter label="answer" value={answer} onChange={setAnswer} isRequired />
        <Group>
          <Button type="submit" loading={deed.isPending} disabled={!isLongEnough(answer)}>
            {t("objections.uphold")}
          </Button>
          <Anchor component={Link} to={`/queue/${objection.application_id}`}>
            {t("objections.anew")}
          </Anchor>
        </Group>
      </Stack>
    </form>
  );
}

const HINTS = {
  text: "objections.textHint",
  newFacts: "objections.newFactsHint",
  answer: "objections.upholdHint",
} as const;

interface LetterProps {
  label: keyof typeof HINTS;
  value: string;
  onChange: (value: string) => void;
  isRequired?: boolean;
}

function Letter({ label, value, onChange, isRequired = false }: LetterProps) {
  const { t } = useTranslation();
  return (
    <Textarea
      w="100%"
      label={t(`objections.${label}`)}
      description={t(HINTS[label])}
      value={value}
      required={isRequired}
      maxLength={LONGEST_LETTER}
      autosize
      minRows={3}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
