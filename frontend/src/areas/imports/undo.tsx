/** Takes back what an import did; asked once more, with what cannot be taken back. */

import { Button, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import type { FileImport } from "./model";
import { useDirecting } from "./queries";

export function UndoButton({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [open, { open: ask, close }] = useDisclosure(false);
  const directing = useDirecting(one.id);
  const undo = () =>
    directing.mutate(
      { deed: "undo" },
      { onError: (error) => notify(errorText(error), "red"), onSettled: close },
    );
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={ask}
      >
        {t("importing.result.undo")}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title={t("importing.result.undoTitle")}
        closeButtonProps={{ "aria-label": t("importing.keep") }}
      >
        <Text mb="md">{t("importing.result.undoAdvice")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t("importing.keep")}
          </Button>
          <Button color="#b3202c" onClick={undo} loading={directing.isPending}>
            {t("importing.result.undoConfirm")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
