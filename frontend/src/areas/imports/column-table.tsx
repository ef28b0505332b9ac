/** The columns of a file with what each is; on a phone a card each. */

import { NativeSelect, Paper, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFaultText, useFieldNames } from "./field-names";
import { fieldOf, fieldsOf, valuesOf } from "./fields";
import { amend, choose, confidenceOf, type Draft, valuesSeen } from "./mapping";
import type { Column, FileImport, Profile, Target } from "./model";
import { issuesQuery } from "./queries";
import { ValueWords } from "./value-words";

interface Props {
  one: FileImport;
  profile: Profile;
  draft: Draft;
  twice: readonly string[];
  disabled: boolean;
  onChange: (draft: Draft) => void;
}

export function ColumnTable(props: Props) {
  const { t } = useTranslation();
  const { one, profile } = props;
  const unknown = useUnknownValues(one);
  return (
    <Paper withBorder>
      <DataTable
        label={t("importing.step.mapping")}
        minWidth={760}
        cards
        columns={(["column", "example", "field", "how"] as const).map((name) => ({
          label: t(`importing.mapping.${name}`),
        }))}
      >
        {profile.columns.map((column) => (
          <ColumnLine
            key={column.place}
            column={column}
            unknown={unknown.get(column.name) ?? []}
            {...props}
          />
        ))}
      </DataTable>
    </Paper>
  );
}

/** Returns, by the name of a column, the values that the check did not know. */
function useUnknownValues(one: FileImport): ReadonlyMap<string, string[]> {
  const hasUnknown = one.report?.faults.some(({ code }) => code === UNKNOWN) ?? false;
  const { data } = useInfiniteQuery({ ...issuesQuery(one.id, UNKNOWN), enabled: hasUnknown });
  const found = new Map<string, string[]>();
  for (const { column_name, value } of data?.pages.flatMap(({ items }) => items) ?? []) {
    if (column_name && value) found.set(column_name, [...(found.get(column_name) ?? []), value]);
  }
  return found;
}

const UNKNOWN = "not_in_list";

interface LineProps extends Props {
  column: Column;
  unknown: readonly string[];
}

function ColumnLine({
  column,
  unknown,
  one,
  profile,
  draft,
  twice,
  disabled,
  onChange,
}: LineProps) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const target = draft.get(column.place);
  const name = column.name || t("importing.file.unnamed", { number: column.place + 1 });
  return (
    <Table.Tr c={target ? undefined : "dimmed"}>
      <RowName>
        <Text size="sm" fw={target ? 600 : 400} style={{ overflowWrap: "anywhere" }}>
          {name}
        </Text>
        {column.ignored && <Text size="xs">{faultText(column.ignored, "name")}</Text>}
      </RowName>
      <Table.Td>
        <Text size="sm" maw={260} truncate>
          {column.examples.slice(0, 3).join(" · ")}
        </Text>
      </Table.Td>
      <Table.Td>
        <FieldChoice
          name={name}
          kind={one.kind}
          chosen={target?.field ?? ""}
          isTwice={target !== undefined && twice.includes(target.field)}
          disabled={disabled}
          onChange={(chosen) => onChange(choose(draft, one.kind, column.place, chosen))}
        />
        <Confidence isShown={!disabled} confidence={confidenceOf(target)} />
      </Table.Td>
      <Table.Td>
        {target && (
          <How
            name={name}
            target={target}
            kind={one.kind}
            seen={valuesSeen(column, profile, unknown)}
            unknown={unknown}
            disabled={disabled}
            onChange={(part) => onChange(amend(draft, column.place, part))}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

interface HowProps {
  name: string;
  target: Target;
  kind: FileImport["kind"];
  seen: readonly string[];
  unknown: readonly string[];
  disabled: boolean;
  onChange: (part: Partial<Target>) => void;
}

/** In what a column counts, and what its words mean. */
function How({ name, target, kind, seen, unknown, disabled, onChange }: HowProps) {
  const { t } = useTranslation();
  const field = fieldOf(kind, target.field);
  if (!field) return null;
  return (
    <Stack gap={6}>
      {field.units.length > 1 && (
        <NativeSelect
          aria-label={`${name}: ${t("importing.mapping.how")}`}
          value={target.unit ?? field.units[0]}
          disabled={disabled}
          onChange={(event) => onChange({ unit: event.currentTarget.value })}
          data={field.units.map((unit) => ({
            value: unit,
            label: t(`importUnits.${unit as "date"}`),
          }))}
        />
      )}
      {valuesOf(field).length > 0 && (
        <ValueWords
          column={name}
          field={field}
          seen={seen}
          unknown={unknown}
          values={target.values}
          disabled={disabled}
          onChange={(values) => onChange({ values })}
        />
      )}
    </Stack>
  );
}

interface ChoiceProps {
  name: string;
  kind: FileImport["kind"];
  chosen: string;
  isTwice: boolean;
  disabled: boolean;
  onChange: (field: string | null) => void;
}

function FieldChoice({ name, kind, chosen, isTwice, disabled, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const nameOf = useFieldNames();
  return (
    <NativeSelect
      aria-label={`${name}: ${t("importing.mapping.field")}`}
      value={chosen}
      disabled={disabled}
      error={isTwice && t("importing.mapping.twice", { field: nameOf(kind, chosen) })}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[
        { value: "", label: t("importing.mapping.unused") },
        ...fieldsOf(kind).map((field) => ({
          value: field.name,
          label: field.required
            ? `${nameOf(kind, field.name)} · ${t("importing.mapping.missingOne")}`
            : nameOf(kind, field.name),
        })),
      ]}
    />
  );
}

interface ConfidenceProps {
  isShown: boolean;
  confidence: ReturnType<typeof confidenceOf>;
}

function Confidence({ isShown, confidence }: ConfidenceProps) {
  const { t } = useTranslation();
  if (!isShown || confidence === "none") return null;
  return (
    <Text size="xs" className="tone" data-tone={confidence === "sure" ? "good" : "poor"}>
      {t(`importing.mapping.confidence.${confidence}`)}
    </Text>
  );
}
