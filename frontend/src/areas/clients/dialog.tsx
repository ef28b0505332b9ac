/** A dialog behind a button. */

import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface DialogProps {
  label: string;
  title: string;
  color?: string;
  size?: "compact-sm";
  children: (close: () => void, finish: (then: () => void) => void) => ReactNode;
}

/** A button that opens a dialog, which begins anew each time. */
export function Dialog({ label, title, color, size, children }: DialogProps) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  const finish = (then: () => void) => {
    close();
    then();
  };
  return (
    <>
      <Button variant="default" {...(color && { c: color })} {...(size && { size })} onClick={open}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={title}
        closeButtonProps={{ "aria-label": t("contacts.close") }}
      >
        {opened && children(close, finish)}
      </Modal>
    </>
  );
}
