/** A figure of the page: its question, what it is of, a chart or the same as a table, and a file. */

import { Button, Group, Text } from "@mantine/core";
import { IconChartBar, IconDownload, IconTable } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Cell, download, toCsv } from "../../kit/csv";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";

interface Props {
  title: string;
  /** How many it is of, and of when. */
  note: ReactNode;
  /** The name of its file. */
  file: string;
  /** Its titles, and then its rows. */
  rows: () => Cell[][];
  /** What stands above: choices of this figure alone. */
  choices?: ReactNode;
  children: ReactNode;
}

export function Block({ title, note, file, rows, choices, children }: Props) {
  const { t } = useTranslation();
  const { separator } = useFormats();
  return (
    <Section title={title}>
      <Text size="sm" c="dimmed">
        {note}
      </Text>
      <Group gap="xs" className="no-print">
        {choices}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} aria-hidden />}
          aria-label={`${title} ${t("book.csv")}`}
          onClick={() => download(`${file}.csv`, toCsv(rows(), separator))}
        >
          {t("book.csv")}
        </Button>
      </Group>
      {children}
    </Section>
  );
}

export interface Switch {
  isTable: boolean;
  onSwitch: () => void;
}

interface SwitchedProps extends Props, Switch {
  chart: ReactNode;
}

/** The same with a chart in place of its table, until the table is asked for. */
export function ChartBlock({
  chart,
  isTable,
  onSwitch,
  children,
  choices,
  ...rest
}: SwitchedProps) {
  const { t } = useTranslation();
  const deed = t(isTable ? "book.showChart" : "book.showTable");
  const Icon = isTable ? IconChartBar : IconTable;
  return (
    <Block
      {...rest}
      choices={
        <>
          {choices}
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<Icon size={14} aria-hidden />}
            aria-label={`${rest.title} ${deed}`}
            onClick={onSwitch}
          >
            {deed}
          </Button>
        </>
      }
    >
      {isTable ? children : chart}
    </Block>
  );
}
