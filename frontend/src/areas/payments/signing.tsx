/** Closing a month, confirming that, taking it back: a dialog that says what is signed. */

import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import { useUnsaved } from "../../kit/unsaved";
import { useUser } from "../people/session";
import { type Deed, deedsOf } from "./model";
import { type MonthDetail, monthQuery } from "./queries";

const LONGEST_SENTENCE = 500;

interface Props {
  detail: MonthDetail;
  month: string;
}

export function SigningActions({ detail, month }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const user = useUser();
  const [deed, setDeed] = useState<Deed | null>(null);
  const isWaiting = detail.coverage.closing === "waiting";
  const labels = {
    close: t("signing.close"),
    confirm: t("signing.confirm"),
    reopen: t(isWaiting ? "signing.refuse" : "signing.reopen"),
  };
  return (
    <>
      {deedsOf(detail, user).map((name) => (
        <Button
          key={name}
          variant={name === "reopen" ? "default" : "filled"}
          onClick={() => setDeed(name)}
        >
          {labels[name]}
        </Button>
      ))}
      <Modal
        opened={deed !== null}
        onClose={() => setDeed(null)}
        title={deed && t(`signing.${deed}Of`, { month: formats.month(detail.coverage.month) })}
        closeButtonProps={{ "aria-label": t("signing.dismiss") }}
      >
        {deed && (
          <Form
            detail={detail}
            month={month}
            deed={deed}
            label={deed === "close" ? t("signing.sign") : labels[deed]}
            onDone={() => setDeed(null)}
          />
        )}
      </Modal>
    </>
  );
}

interface FormProps extends Props {
  deed: Deed;
  label: string;
  onDone: () => void;
}

function Form({ detail, month, deed, label, onDone }: FormProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [sentence, setSentence] = useState("");
  const { mutate, isPending, error } = useDeed(month, detail, deed, onDone);
  useUnsaved(sentence !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate(sentence.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Advice detail={detail} deed={deed} />
        {deed !== "confirm" && (
          <Textarea
            label={t(deed === "close" ? "signing.statement" : "signing.reason")}
            placeholder={deed === "close" ? t("signing.statementHint") : undefined}
            required
            autosize
            minRows={2}
            maxLength={LONGEST_SENTENCE}
            value={sentence}
            onChange={(event) => setSentence(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {error && (
          <Alert color="red" variant="outline" role="alert">
            {errorText(error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("signing.cancel")}
          </Button>
          <Button
            type="submit"
            loading={isPending}
            disabled={deed !== "confirm" && sentence.trim() === ""}
          >
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is signed, and what that leads to. */
function Advice({ detail, deed }: { detail: MonthDetail; deed: Deed }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { coverage, closings, needs_second, enough_percent } = detail;
  const [latest] = closings;
  if (deed === "reopen") return null;
  const figure = (value: number | null) => formats.number(value ?? 0);
  return (
    <>
      <Text>
        {t("signing.youSign", {
          expected: figure(coverage.expected),
          present: figure(coverage.present),
          missing: figure(coverage.missing),
          unexpected: figure(coverage.unexpected),
          restated: figure(coverage.restated),
        })}
      </Text>
      {deed === "close" && (
        <Text fw={600}>
          {needs_second
            ? t("signing.second", { enough: formats.rate(enough_percent) })
            : t("signing.enough")}
        </Text>
      )}
      {deed === "confirm" && latest && (
        <Text>
          {t("signing.confirmAdvice", { name: latest.signed_name, statement: latest.statement })}
        </Text>
      )}
    </>
  );
}

function useDeed(month: string, detail: MonthDetail, deed: Deed, onDone: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (sentence: string) => send(month, detail, deed, sentence),
    onSuccess: (after) => {
      cache.setQueryData(monthQuery(month).queryKey, after);
      cache.invalidateQueries({ queryKey: ["payment-months"] });
      notify(t(`signing.done.${deed}`));
      onDone();
    },
  });
}

function send(month: string, { coverage }: MonthDetail, deed: Deed, sentence: string) {
  const params = { path: { month } };
  if (deed === "confirm") return body(api.POST("/payment-months/{month}/confirm", { params }));
  if (deed === "reopen") {
    const reason = { reason: sentence };
    return body(api.POST("/payment-months/{month}/reopen", { params, body: reason }));
  }
  const seen = {
    expected: coverage.expected ?? 0,
    present: coverage.present ?? 0,
    unexpected: coverage.unexpected ?? 0,
    restated: coverage.restated ?? 0,
  };
  return body(
    api.POST("/payment-months/{month}/close", { params, body: { ...seen, statement: sentence } }),
  );
}
