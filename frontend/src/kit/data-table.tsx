/** A table that scrolls by itself on narrow screens, by keyboard too, and says when it is empty. */

import { Pagination, Table, Text, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

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
  /** Said instead of rows where there are none. */
  empty?: string | false;
  children: ReactNode;
}

export function DataTable({ label, columns, minWidth, maxHeight, empty, children }: Props) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      {...(maxHeight && { mah: maxHeight })}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={label}
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

interface PagesProps {
  total: number;
  pageSize: number;
  page: number;
  onChange: (page: number) => void;
}

/** The way through the pages of a list, each control with its name. */
export function Pages({ total, pageSize, page, onChange }: PagesProps) {
  const { t } = useTranslation();
  return (
    <Pagination
      total={Math.max(1, Math.ceil(total / pageSize))}
      value={page}
      onChange={onChange}
      getControlProps={(control) => ({ "aria-label": t(`paging.${control}`) })}
      getItemProps={(number) => ({ "aria-label": t("paging.page", { page: number }) })}
    />
  );
}
