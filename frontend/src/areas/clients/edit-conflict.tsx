/** Somebody else saved first: what they changed, and the choice where both changed one answer. */

import { Alert, Group, Radio, Stack, Table, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { DataTable } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import type { Clash } from "./conflict";
import { CONFLICT_ID } from "./edit-places";
import { useAnswerText } from "./profile";
import { type Answer, toValue } from "./questionnaire";
import type { Choice, Edit } from "./use-edit";

export function TheirChanges({ edit }: { edit: Edit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { conflict, client, choices, choose } = edit;
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => banner.current?.focus(), [conflict]);
  if (!conflict) return null;
  const { clashes, joined } = conflict;
  return (
    <Alert
      ref={banner}
      id={CONFLICT_ID}
      tabIndex={-1}
      color="yellow"
      variant="outline"
      role="alert"
      title={t("edit.conflict")}
    >
      <Stack gap="sm">
        <Text>{t("edit.conflictAt", { moment: formats.moment(client.updated_at) })}</Text>
        {clashes.length > 0 && (
          <Changes label={t("edit.clashes")} rows={clashes} choices={choices} onChoose={choose} />
        )}
        {joined.length > 0 && <Changes label={t("edit.joined")} rows={joined} />}
        <Text>{t(clashes.length > 0 ? "edit.chooseAdvice" : "edit.joinedAdvice")}</Text>
      </Stack>
    </Alert>
  );
}

interface ChangesProps {
  label: string;
  rows: (Omit<Clash, "yours"> & { yours?: string })[];
  choices?: Partial<Record<Answer, Choice>>;
  onChoose?: (name: Answer, choice: Choice) => void;
}

function Changes({ label, rows, choices, onChoose }: ChangesProps) {
  const { t } = useTranslation();
  const text = useAnswerText();
  const { readNumber } = useFormats();
  const read = (name: Answer, value: string) => text(name, toValue(name, value, readNumber));
  return (
    <>
      <Text fw={600}>{label}</Text>
      <DataTable
        label={label}
        minWidth={480}
        columns={[
          { label: t("edit.field") },
          { label: t("edit.was") },
          { label: t("edit.theirs") },
          ...(onChoose ? [{ label: t("edit.yours") }, { label: t("edit.keep") }] : []),
        ]}
      >
        {rows.map(({ name, was, theirs, yours }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{t(`answers.${name}`)}</Table.Th>
            <Table.Td>{read(name, was)}</Table.Td>
            <Table.Td>{read(name, theirs)}</Table.Td>
            {yours !== undefined && <Table.Td>{read(name, yours)}</Table.Td>}
            {onChoose && (
              <Table.Td>
                <Radio.Group
                  aria-label={t("edit.keepOf", { field: t(`answers.${name}`) })}
                  value={choices?.[name] ?? null}
                  onChange={(choice) => onChoose(name, choice as Choice)}
                >
                  <Group gap="sm" wrap="nowrap">
                    <Radio value="theirs" label={t("edit.theirs")} />
                    <Radio value="yours" label={t("edit.yours")} />
                  </Group>
                </Radio.Group>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </DataTable>
    </>
  );
}
