/** The table of clients: sorted by its headers, walked through by arrow keys. */

import { Checkbox, Table, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigationType } from "react-router";
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
  { key: "name", label: "clients.name", sort: "name", numeric: false },
  { key: "id", label: "clients.id", sort: null, numeric: true },
  { key: "manager", label: "clients.manager", sort: null, numeric: false },
  { key: "points", label: "score.points", sort: "proba", numeric: true },
  { key: "grade", label: "score.grade", sort: null, numeric: false },
  { key: "proba", label: "clients.proba", sort: "proba", numeric: true },
  { key: "decision", label: "score.decision", sort: null, numeric: false },
  { key: "lateness", label: "clients.lateness", sort: null, numeric: false },
  { key: "income", label: "clients.income", sort: "income", numeric: true },
  { key: "scored_at", label: "clients.scoredAt", sort: "scored_at", numeric: false },
] as const;

/** The client whose card was opened last: going back leads to that row. */
let openedId: string | undefined;

export function ClientTable({ rows, state, onChange, selected, onSelect, waiting }: Props) {
  const { t } = useTranslation();
  const all = rows.length > 0 && rows.every((row) => selected.has(row.id));
  const some = rows.some((row) => selected.has(row.id));
  const columns = COLUMNS.filter(({ key }) => key !== "manager" || state.scope !== "mine");
  const table = useReturnToRow();
  return (
    <Table.ScrollContainer
      minWidth={900}
      className="cards"
      type="native"
      tabIndex={0}
      role="region"
      aria-label={t("clients.title")}
    >
      <Table
        verticalSpacing={6}
        horizontalSpacing={6}
        className={waiting ? "updating" : undefined}
        ref={table}
        onKeyDown={moveFocus}
        onClick={noteOpened}
      >
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
            {columns.map(({ key, label, sort, numeric }) => (
              <SortableHeader
                key={key}
                label={
                  key === "proba" ? (
                    <abbr title={t("clients.probaLong")}>{t(label)}</abbr>
                  ) : (
                    t(label)
                  )
                }
                column={sort}
                sort={state.sort}
                numeric={numeric}
                roomy={key === "income"}
                // Points grow as the probability falls, and the reader thinks in points
                reversed={key === "points"}
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
              showManager={state.scope !== "mine"}
              selected={selected.has(row.id)}
              onSelect={onSelect}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Leads back to the row of the client that was opened, where one comes from there. */
function useReturnToRow() {
  const table = useRef<HTMLTableElement>(null);
  const cameBack = useNavigationType() === "POP";
  useEffect(() => {
    const link = `a[data-client="${openedId}"]`;
    if (cameBack && openedId) table.current?.querySelector<HTMLElement>(link)?.focus();
    openedId = undefined;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the list appears
  }, []);
  return table;
}

function noteOpened({ target }: MouseEvent) {
  const link = target instanceof Element && target.closest<HTMLElement>("a[data-client]");
  if (link) openedId = link.dataset["client"];
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
  label: ReactNode;
  column: string | null;
  sort: ListState["sort"];
  numeric: boolean;
  /** Left out where the columns that say more would not fit beside it. */
  roomy: boolean;
  reversed: boolean;
  onSort: (sort: ListState["sort"]) => void;
}

function SortableHeader(props: HeaderProps) {
  const { label, column, sort, numeric, roomy, reversed, onSort } = props;
  const className = [numeric && "number", roomy && "roomy-only"].filter(Boolean).join(" ");
  if (column === null) return <Table.Th className={className}>{label}</Table.Th>;
  const order = sort === column ? "ascending" : sort === `-${column}` ? "descending" : "none";
  const shown = reversed ? REVERSED[order] : order;
  const Arrow = shown === "ascending" ? IconArrowUp : IconArrowDown;
  return (
    <Table.Th aria-sort={shown} className={className}>
      <UnstyledButton fw={700} fz="sm" onClick={() => onSort(nextSort(sort, column))}>
        {label} {order !== "none" && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  );
}

const REVERSED = { ascending: "descending", descending: "ascending", none: "none" } as const;
