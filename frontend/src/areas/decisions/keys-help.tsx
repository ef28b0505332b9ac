/** Which keys do what, for who works without a mouse. */

import { Kbd, Modal, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";

const KEYS = [
  ["Enter", "next"],
  ["j", "down"],
  ["k", "up"],
  ["↵", "open"],
  ["a", "assign"],
  ["1 2 3 4", "outcome"],
  ["w", "whatIf"],
  ["Ctrl + Enter", "decide"],
  ["?", "help"],
] as const;

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("queueKeys.title")}
      closeButtonProps={{ "aria-label": t("queueKeys.close") }}
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("queueKeys.key")}</Table.Th>
            <Table.Th>{t("queueKeys.does")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {KEYS.map(([key, name]) => (
            <Table.Tr key={name}>
              <Table.Td>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{t(`queueKeys.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
