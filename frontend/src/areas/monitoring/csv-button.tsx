/** A table as a file. */

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Cell, download, toCsv } from "../../kit/csv";
import { useFormats } from "../../kit/format";

interface Props {
  /** What the file is called, without its ending. */
  name: string;
  /** What the table is called, for who hears several such buttons. */
  label: string;
  columns: string[];
  rows: () => Cell[][];
}

export function CsvButton({ name, label, columns, rows }: Props) {
  const { t } = useTranslation();
  const { separator } = useFormats();
  return (
    <Button
      variant="subtle"
      color="gray"
      c="inherit"
      size="compact-sm"
      className="no-print"
      style={{ flexShrink: 0 }}
      leftSection={<IconDownload size={14} aria-hidden />}
      aria-label={t("monitor.csvOf", { name: label })}
      onClick={() => download(`${name}.csv`, toCsv([columns, ...rows()], separator))}
    >
      CSV
    </Button>
  );
}
