/** What the values of a column mean, where a closed list is expected: "муж" is M. */

import { Anchor, Collapse, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useValueNames } from "./field-names";
import { type Field, valuesOf } from "./fields";

interface Props {
  column: string;
  field: Field;
  seen: readonly string[];
  /** Those of the values seen that the check did not know. */
  unknown: readonly string[];
  values: Record<string, string>;
  disabled: boolean;
  onChange: (values: Record<string, string>) => void;
}

export function ValueWords(props: Props) {
  const { t } = useTranslation();
  const { column, seen, unknown, values } = props;
  const [open, { toggle }] = useDisclosure(unknown.length > 0);
  return (
    <div>
      <Anchor
        component="button"
        type="button"
        size="sm"
        onClick={toggle}
        aria-expanded={open}
        aria-label={`${column}: ${t("importing.mapping.values")}`}
      >
        {t("importing.mapping.values")}
      </Anchor>
      <Collapse expanded={open}>
        <Stack gap={4} mt={4}>
          <Text size="xs" c="dimmed">
            {t("importing.mapping.valuesHelp")}
          </Text>
          {[...new Set([...seen, ...Object.keys(values)])].map((value) => (
            <OneValue key={value} value={value} {...props} />
          ))}
        </Stack>
      </Collapse>
    </div>
  );
}

function OneValue({
  value,
  column,
  field,
  unknown,
  values,
  disabled,
  onChange,
}: Props & { value: string }) {
  const { t } = useTranslation();
  const nameOf = useValueNames();
  const isUnknown = unknown.includes(value) && !values[value];
  const change = (meaning: string) => {
    const others = Object.entries(values).filter(([name]) => name !== value);
    onChange(Object.fromEntries(meaning ? [...others, [value, meaning]] : others));
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" w={110} truncate title={value}>
        {value}
      </Text>
      <NativeSelect
        aria-label={`${column}: ${value}`}
        size="xs"
        value={values[value] ?? ""}
        disabled={disabled}
        error={isUnknown && t("importing.mapping.refuse")}
        onChange={(event) => change(event.currentTarget.value)}
        data={[
          {
            value: "",
            label: isUnknown ? t("importing.mapping.valueUnknown") : t("importing.mapping.usual"),
          },
          ...valuesOf(field).map((one) => ({ value: one, label: nameOf(field.name, one) })),
        ]}
      />
    </Group>
  );
}
