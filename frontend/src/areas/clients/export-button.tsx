/** The clients that the list shows as a file: what is asked for and made comes with the dialog. */

import { Skeleton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { addWords } from "../../kit/translations";
import { Dialog } from "./dialog";
import * as words from "./export-words";
import { type ListState, toFilter } from "./list-address";

addWords(words);

const ExportForm = lazy(() => import("./export-form"));
const ExportCourse = lazy(() => import("./export-course"));

interface ExportProps {
  state: ListState;
  /** Null for more than are counted. */
  total: number | null;
}

export function ExportButton({ state, total }: ExportProps) {
  const { t } = useTranslation();
  const [exportId, setExportId] = useState<number | null>(null);
  return (
    <Dialog
      label={t("exporting.open")}
      title={total === null ? t("exporting.many") : t("exporting.title", { count: total })}
    >
      {(close) => (
        <Suspense fallback={<Skeleton h={220} aria-busy />}>
          {exportId === null ? (
            <ExportForm
              filter={toFilter(state)}
              total={total}
              onAsked={setExportId}
              onCancel={close}
            />
          ) : (
            <ExportCourse exportId={exportId} onAnother={() => setExportId(null)} />
          )}
        </Suspense>
      )}
    </Dialog>
  );
}
