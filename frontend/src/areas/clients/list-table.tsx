/** The table of clients: sorted by its headers, walked through by arrow keys. */

import { Checkbox, Table, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { type ListState, nextSort } from "./list-address";
import { ClientLine } from "./list-line";
import type { ClientRow } from "./queries";

interface Props {
  rows: ClientRow[];
  state: ListState;
  onChange: (part: Partial<ListState>) => void;
  selected: ReadonlyMap<number, string>;
  onSelect: (ids: number[], on: boolean) => void;
  waiting: boolean;
}

const COLUMNS = [
  { key: "name", label: "clients.name", sort: "name" },
  { key: "manager", label: "clients.manager", sort: null },
  { key: "income", label: "clients.income", sort: "income" },
  { key: "points", label: "score.points", sort: "proba" },
  { key: "proba", label: "clients.proba", sort: null },
  { key: "grade", label: "score.grade", sort: null },
  { key: "decision", label: "score.decision", sort: null },
  { key: "scored_at", label: "clients.scoredAt", sort: "scored_at" },
] as const;

export function ClientTable({ rows, state, onChange, selected, onSelect, waiting }: Props) {
  const { t } = useTranslation();
  const all = rows.length > 0 && rows.every((row) => selected.has(row.id));
  const some = rows.some((row) => selected.has(row.id));
  const columns = COLUMNS.filter(({ key }) => key !== "manager" || state.scope === "all");
  return (
    <Table.ScrollContainer
      minWidth={760}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={t("clients.title")}
    >
      <Table verticalSpacing={6} className={waiting ? "updating" : undefined} onKeyDown={moveFocus}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40}>
              <Checkbox
                aria-label={t("clients.selectPage")}
                checked={all}
                indeterminate={some && !all}
                onChange={(event) =>
                  onSelect(
                    rows.map((row) => row.id),
                    event.currentTarget.checked,
                  )
                }
              />
            </Table.Th>
            {columns.map(({ key, label, sort }) => (
              <SortableHeader
                key={key}
                label={t(label)}
                column={sort}
                sort={state.sort}
                numeric={key === "income" || key === "points" || key === "proba"}
                onSort={(next) => onChange({ sort: next })}
              />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <ClientLine
              key={row.id}
              row={row}
              showManager={state.scope === "all"}
              selected={selected.has(row.id)}
              onSelect={onSelect}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Up and down lead from one client's link to the next. */
function moveFocus(event: KeyboardEvent<HTMLTableElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("a[data-client]")];
  const current = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (!step || current < 0) return;
  event.preventDefault();
  links[current + step]?.focus();
}

interface HeaderProps {
  label: string;
  column: string | null;
  sort: ListState["sort"];
  numeric: boolean;
  onSort: (sort: ListState["sort"]) => void;
}

function SortableHeader({ label, column, sort, numeric, onSort }: HeaderProps) {
  const className = numeric ? "number" : undefined;
  if (column === null) return <Table.Th className={className}>{label}</Table.Th>;
  // Points grow as the probability falls, and the reader thinks in points
  const order = sort === column ? "ascending" : sort === `-${column}` ? "descending" : "none";
  const shown =
    column === "proba" && order !== "none"
      ? order === "ascending"
        ? "descending"
        : "ascending"
      : order;
  const Arrow = shown === "ascending" ? IconArrowUp : IconArrowDown;
  return (
    <Table.Th aria-sort={shown} className={className}>
      <UnstyledButton fw={700} fz="sm" onClick={() => onSort(nextSort(sort, column))}>
        {label} {order !== "none" && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  );
}
