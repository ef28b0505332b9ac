/** Which clients of which month the page is about. */

import { Group, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { managersQuery } from "../people/queries";
import { MODELS, type Shown, STANDINGS } from "./address";

const YEARS_BACK = 15;

interface Props {
  shown: Shown;
  /** That were counted, the newest first. */
  months: string[];
  onChange: (next: Partial<Shown>) => void;
}

export function Filters({ shown, months, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const newest = months[0]?.slice(0, 7);
  return (
    <Group align="flex-end" gap="sm" className="no-print filters">
      <Choice
        label={t("book.month")}
        value={shown.month ?? newest ?? ""}
        options={months.map((month) => [month.slice(0, 7), formats.month(month)])}
        onChange={(month) => onChange({ month: month === newest ? null : month })}
      />
      <Choice
        label={t("book.standing")}
        value={shown.standing}
        options={STANDINGS.map((one) => [one, t(`book.standings.${one}`)])}
        onChange={(told) =>
          onChange({ standing: STANDINGS.find((one) => one === told) ?? "active" })
        }
      />
      <Choice
        label={t("book.model")}
        value={shown.model ?? ""}
        options={[["", t("book.every")], ...MODELS.map((one) => pairOf(one, t(`models.${one}`)))]}
        onChange={(told) => onChange({ model: MODELS.find((one) => one === told) ?? null })}
      />
      <Managers value={shown.manager} onChange={(manager) => onChange({ manager })} />
      <Choice
        label={t("book.year")}
        value={shown.year === null ? "" : String(shown.year)}
        options={[["", t("book.every")], ...yearsUpTo(newest, shown.year)]}
        onChange={(told) => onChange({ year: told === "" ? null : Number(told) })}
      />
    </Group>
  );
}

const pairOf = (value: string, label: string): [string, string] => [value, label];

/** The years there may be credits of, and the one in the address whatever it is. */
function yearsUpTo(newest: string | undefined, chosen: number | null): [string, string][] {
  const last = Number(newest?.slice(0, 4) ?? chosen ?? 0);
  const usual = Array.from({ length: YEARS_BACK }, (_, back) => last - back);
  const years = chosen === null || usual.includes(chosen) ? usual : [...usual, chosen];
  return years.map((year) => pairOf(String(year), String(year)));
}

function Managers({
  value,
  onChange,
}: {
  value: number | null;
  onChange: (manager: number | null) => void;
}) {
  const { t } = useTranslation();
  const { data = [] } = useQuery(managersQuery);
  return (
    <Choice
      label={t("book.manager")}
      value={value === null ? "" : String(value)}
      options={[
        ["", t("book.allManagers")],
        ...data.map(({ id, last_name, first_name }) =>
          pairOf(String(id), `${last_name} ${first_name}`),
        ),
      ]}
      onChange={(told) => onChange(told === "" ? null : Number(told))}
    />
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: [string, string][];
  onChange: (value: string) => void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value}
      data={options.map(([key, name]) => ({ value: key, label: name }))}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
