/** What follows a granted credit: it is issued, or the applicant does not take it. */

import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { isDate } from "../../kit/dates";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import type { useDeed } from "./actions";
import { loaded } from "./queries";
import { today } from "../../kit/clock";

interface Props {
  id: string;
  deed: ReturnType<typeof useDeed>;
}

export function Booking({ id, deed }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const at = { params: { path: { application_id: id } } };
  return (
    <>
      <Button
        variant="default"
        loading={deed.isPending}
        onClick={() =>
          deed.mutate(() => loaded(api.POST("/applications/{application_id}/not-taken", at)))
        }
      >
        {t("applicationBooking.notTaken")}
      </Button>
      <Button onClick={() => setAsked(true)}>{t("applicationBooking.book")}</Button>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={t("applicationBooking.title")}
        closeButtonProps={{ "aria-label": t("applicationActions.cancel") }}
      >
        <Form id={id} onClose={() => setAsked(false)} />
      </Modal>
    </>
  );
}

function Form({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const client = useQueryClient();
  const [day, setDay] = useState(today);
  const book = useMutation({
    mutationFn: () =>
      body(
        api.POST("/applications/{application_id}/book", {
          params: { path: { application_id: id } },
          body: { issued_on: day },
        }),
      ),
    onSuccess: ({ credit_id }) => {
      notify(t("applicationBooking.done", { id: credit_id }));
      client.invalidateQueries({ queryKey: ["application", id] });
      client.invalidateQueries({ queryKey: ["applications"] });
      client.invalidateQueries({ queryKey: ["client"] });
      onClose();
    },
  });
  return (
    <Stack>
      <Text>{t("applicationBooking.advice")}</Text>
      <TextInput
        type="date"
        label={t("applicationBooking.issuedOn")}
        value={day}
        data-autofocus
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      {book.error && (
        <Text c="red" role="alert">
          {errorText(book.error)}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("applicationActions.cancel")}
        </Button>
        <Button disabled={!isDate(day)} loading={book.isPending} onClick={() => book.mutate()}>
          {t("applicationBooking.book")}
        </Button>
      </Group>
    </Stack>
  );
}
