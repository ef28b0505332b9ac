/** A table that scrolls by itself on narrow screens, by keyboard too, and says when it is empty. */

import { Table, Text, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";

export interface Column {
  label: string;
  numeric?: boolean;
  /** The label is for screen readers only: what stands below explains itself. */
  silent?: boolean;
}

interface Props {
  label: string;
  columns: Column[];
  minWidth: number;
  maxHeight?: number;
  /** On a phone each row is a card; its cells name their column by `data-label` where it helps. */
  cards?: boolean;
  /** Said instead of rows where there are none. */
  empty?: string | false;
  children: ReactNode;
}

export function DataTable({ label, columns, minWidth, maxHeight, cards, empty, children }: Props) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      {...(maxHeight && { mah: maxHeight })}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={label}
      className={cards ? "cards" : undefined}
    >
      <Table verticalSpacing={6} stickyHeader={maxHeight !== undefined}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.label} className={column.numeric ? "number" : undefined}>
                {column.silent ? <VisuallyHidden>{column.label}</VisuallyHidden> : column.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {children}
          {empty && <EmptyRow columns={columns.length} text={empty} />}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The cell that names its row: readers hear it with every other cell of the row. */
export function RowName({ children }: { children: ReactNode }) {
  return (
    <Table.Th scope="row" fw={400}>
      {children}
    </Table.Th>
  );
}

export function EmptyRow({ columns, text }: { columns: number; text: string }) {
  return (
    <Table.Tr>
      <Table.Td colSpan={columns}>
        <Text c="dimmed" ta="center" p="xl">
          {text}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
