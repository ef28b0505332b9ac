/** Ends an import of which nothing is in the database yet; asked once more. */

import { Button, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import type { FileImport, State } from "./model";
import { useDirecting } from "./queries";

const ENDABLE: readonly State[] = ["waiting", "uploaded", "profiled", "checked"];

export function CancelButton({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [open, { open: ask, close }] = useDisclosure(false);
  const directing = useDirecting(one.id);
  if (!ENDABLE.includes(one.state)) return null;
  const cancel = () =>
    directing.mutate(
      { deed: "cancel" },
      { onError: (error) => notify(errorText(error), "red"), onSettled: close },
    );
  return (
    <>
      <Button variant="default" onClick={ask}>
        {t("importing.cancel")}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title={t("importing.cancelTitle")}
        closeButtonProps={{ "aria-label": t("importing.keep") }}
      >
        <Text mb="md">{t("importing.cancelAdvice")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t("importing.keep")}
          </Button>
          <Button color="#b3202c" onClick={cancel} loading={directing.isPending}>
            {t("importing.cancel")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
