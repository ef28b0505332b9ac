/** What is worth knowing of the file as a whole. */

import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFaultText } from "./field-names";
import type { Notice, Profile } from "./model";

export function Notices({ profile: { notices } }: { profile: Profile }) {
  const { t } = useTranslation();
  if (notices.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("importing.file.notices")}
      </Text>
      <List size="sm">
        {notices.map((notice, index) => (
          <List.Item key={index}>
            <Said notice={notice} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Said({ notice: { code, row, column, limits } }: { notice: Notice }) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const where = [
    column && `«${column}»`,
    row !== null && t("importing.file.inRow", { row }),
    limits["usual"] && t("importing.file.shows", limits as { usual: string; other: string }),
  ].filter(Boolean);
  return (
    <>
      {faultText(code, "name")}
      {limits["count"] !== undefined && `: ${limits["count"]}`}
      {where.length > 0 && ` (${where.join(", ")})`}. {faultText(code, "advice")}
    </>
  );
}
