/** What staff do with a notice: write it, and note how it goes to the applicant. */

import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { useUnsaved } from "../../kit/unsaved";
import type { NoticeDeed } from "./notice";
import type { Channel, Notice } from "./queries";

const CHANNELS: Channel[] = ["account", "post", "email", "in_person"];
const LONGEST_LINE = 500;

interface Props {
  notice: Notice;
  deed: NoticeDeed;
}

const at = (notice: Notice) => ({ params: { path: { notice_id: notice.id } } });

export function Deeds({ notice, deed }: Props) {
  const { t } = useTranslation();
  const { may } = notice;
  const produce = () =>
    deed.mutate(() => body(api.POST("/notices/{notice_id}/produce", at(notice))));
  const deliver = (evidence: string) =>
    body(api.POST("/notices/{notice_id}/deliver", { ...at(notice), body: { evidence } }));
  const giveBack = (reason: string) =>
    body(api.POST("/notices/{notice_id}/return", { ...at(notice), body: { reason } }));
  return (
    <Stack gap="sm">
      {notice.state === "due" && !may.includes("produce") && (
        <Text size="sm">{t("letter.underReview")}</Text>
      )}
      {may.includes("produce") && (
        <>
          <Text size="sm">{t("letter.produceAdvice")}</Text>
          <Button onClick={produce} loading={deed.isPending}>
            {t("letter.produce")}
          </Button>
        </>
      )}
      {may.includes("send") && <Send notice={notice} deed={deed} />}
      {may.includes("deliver") && (
        <Note name="deliver" label="evidence" deed={deed} request={deliver} />
      )}
      {may.includes("return") && (
        <Note name="giveBack" label="returnedReason" deed={deed} request={giveBack} />
      )}
    </Stack>
  );
}

function Send({ notice, deed }: Props) {
  const { t } = useTranslation();
  const [channel, setChannel] = useState<Channel>("account");
  const send = () =>
    deed.mutate(() =>
      body(api.POST("/notices/{notice_id}/send", { ...at(notice), body: { channel } })),
    );
  return (
    <Group align="flex-end">
      <Select
        label={t("letter.channel")}
        data={CHANNELS.map((value) => ({ value, label: t(`letter.channels.${value}`) }))}
        value={channel}
        allowDeselect={false}
        onChange={(value) => value && setChannel(value)}
      />
      <Button onClick={send} loading={deed.isPending}>
        {t("letter.send")}
      </Button>
    </Group>
  );
}

interface NoteProps {
  name: "deliver" | "giveBack";
  label: "evidence" | "returnedReason";
  deed: NoticeDeed;
  request: (said: string) => Promise<Notice>;
}

/** A deed that wants a line of words. */
function Note({ name, label, deed, request }: NoteProps) {
  const { t } = useTranslation();
  const [said, setSaid] = useState("");
  useUnsaved(said !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    deed.mutate(() => request(said.trim()));
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        <TextInput
          label={t(`letter.${label}`)}
          placeholder={t(`letter.${name}Hint`)}
          value={said}
          maxLength={LONGEST_LINE}
          flex={1}
          miw={180}
          onChange={(event) => setSaid(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          loading={deed.isPending}
          disabled={said.trim() === ""}
        >
          {t(`letter.${name}`)}
        </Button>
      </Group>
    </form>
  );
}
