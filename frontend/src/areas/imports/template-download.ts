/** Saves a template in the reader's language and way of writing. */

import { useTranslation } from "react-i18next";
import { useFieldNames } from "./field-names";
import type { Kind } from "./model";
import { habitsIn, templateOf } from "./template";

export function useTemplate(): (kind: Kind) => void {
  const { t, i18n } = useTranslation();
  const nameOf = useFieldNames();
  return (kind) => {
    const habits = habitsIn(i18n.language, {
      fieldName: (field) => nameOf(kind, field),
      valueName: (value) => t(`values.${value}` as "values.Y"),
    });
    const text = templateOf(kind, habits);
    save(new Blob([text], { type: "text/csv" }), t("files.templateName", { kind }));
  };
}

function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
