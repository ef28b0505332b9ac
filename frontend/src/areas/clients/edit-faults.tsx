/** Why the changed answers were not saved, and what is asked before they are. */

import { Alert, Anchor, Button, Group, List, Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { fieldId } from "./edit-places";
import type { Doubt, Fault, Faults } from "./faults";
import { useAnswerText } from "./profile";
import { ANSWERS, toValue } from "./questionnaire";
import type { Edit } from "./use-edit";

/** Returns what is wrong with an answer, in a sentence with numbers as they are written here. */
export function useFaultText(): (fault: Fault) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ key, values = {} }) => {
    const written = Object.entries(values).map(([name, value]) => [name, formats.number(value)]);
    return t(`faults.${key}`, Object.fromEntries(written));
  };
}

/** What is to be mended before the form can be saved; each line leads to its field. */
export function FaultSummary({ faults }: { faults: Faults }) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const names = ANSWERS.filter((name) => name in faults);
  if (names.length === 0) return null;
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      title={t("edit.faults", { count: names.length })}
    >
      <List size="sm">
        {names.map((name) => (
          <List.Item key={name}>
            <Anchor
              component="button"
              type="button"
              onClick={() => document.getElementById(fieldId(name))?.focus()}
            >
              {t(`answers.${name}`)}
            </Anchor>
            {": "}
            {faults[name] && faultText(faults[name])}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Answers that can be right and seldom are: saved only when somebody says that they are. */
export function ConfirmDoubts({ edit }: { edit: Edit }) {
  const { t } = useTranslation();
  const { asked, confirm, dismiss } = edit;
  return (
    <Modal
      opened={asked !== null}
      onClose={dismiss}
      title={t("edit.doubts")}
      closeButtonProps={{ "aria-label": t("edit.correct") }}
    >
      <List mb="md">
        {asked?.doubts.map((doubt) => (
          <List.Item key={doubt.name + doubt.key}>
            <DoubtText doubt={doubt} edit={edit} />
          </List.Item>
        ))}
      </List>
      <Group justify="flex-end">
        <Button variant="default" onClick={dismiss} data-autofocus>
          {t("edit.correct")}
        </Button>
        <Button onClick={confirm}>{t("edit.saveAnyway")}</Button>
      </Group>
    </Modal>
  );
}

function DoubtText({ doubt: { name, key }, edit }: { doubt: Doubt; edit: Edit }) {
  const { t } = useTranslation();
  const text = useAnswerText();
  const { readNumber } = useFormats();
  return (
    <Text span>
      {t(`doubts.${key}`, {
        field: t(`answers.${name}`),
        was: text(name, edit.client[name]),
        now: text(name, toValue(name, edit.form[name], readNumber)),
      })}
    </Text>
  );
}
