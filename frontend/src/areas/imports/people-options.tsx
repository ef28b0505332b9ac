/** What becomes of the people of a file: who seem to be there already, and whose the new ones are. */

import { NativeSelect, Radio, SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Section } from "../../kit/page";
import { managersQuery } from "../people/queries";
import type { Me } from "../people/session";
import type { Options } from "./model";

const DUPLICATES = ["skip", "update", "create"] as const;
const ASSIGNMENTS = ["one", "evenly", "file", "nobody"] as const;

/** Returns what was chosen before; a manager's file brings that manager's people. */
export function startOptions(before: Options | null, { manager_id }: Me): Options {
  if (before) return before;
  const assignment = manager_id === null ? "nobody" : "one";
  return { duplicates: "skip", assignment, manager_id };
}

interface Props {
  options: Options;
  /** Whether a column names the managers. */
  hasManagers: boolean;
  disabled: boolean;
  onChange: (options: Options) => void;
}

export function PeopleOptions({ options, hasManagers, disabled, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t("importing.mapping.people")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Radio.Group
          label={t("importing.confirm.duplicates")}
          value={options.duplicates}
          onChange={(value) => onChange({ ...options, duplicates: value as Options["duplicates"] })}
        >
          <Stack gap="xs" mt={4}>
            {DUPLICATES.map((value) => (
              <Radio
                key={value}
                value={value}
                disabled={disabled}
                label={t(`importing.confirm.duplicate.${value}`)}
                description={t(`importing.confirm.duplicateHelp.${value}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Stack gap="xs">
          <Radio.Group
            label={t("importing.confirm.manager")}
            value={options.assignment}
            onChange={(value) =>
              onChange({
                ...options,
                assignment: value as Options["assignment"],
                manager_id: null,
              })
            }
          >
            <Stack gap="xs" mt={4}>
              {ASSIGNMENTS.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  disabled={disabled || (value === "file" && !hasManagers)}
                  label={t(`importing.confirm.assignment.${value}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {options.assignment === "one" && (
            <OneManager
              manager_id={options.manager_id}
              disabled={disabled}
              onChange={(manager_id) => onChange({ ...options, manager_id })}
            />
          )}
        </Stack>
      </SimpleGrid>
    </Section>
  );
}

interface OneProps {
  manager_id: number | null;
  disabled: boolean;
  onChange: (manager_id: number | null) => void;
}

function OneManager({ manager_id, disabled, onChange }: OneProps) {
  const { t } = useTranslation();
  const { data: managers = [] } = useQuery(managersQuery);
  return (
    <NativeSelect
      label={t("importing.confirm.chooseManager")}
      value={manager_id ?? ""}
      disabled={disabled}
      error={manager_id === null && t("importing.confirm.chooseOne")}
      onChange={(event) => onChange(Number(event.currentTarget.value) || null)}
      data={[
        { value: "", label: "–" },
        ...managers.map(({ id, last_name, first_name }) => ({
          value: String(id),
          label: `${last_name} ${first_name}`,
        })),
      ]}
    />
  );
}
