/** What challengers said of a score, beside the model that made it: for who judges models. */

import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { useUser } from "../people/session";
import * as words from "./challenger-words";
import type { Score } from "./queries";

addWords(words);

const JUDGES: ReadonlySet<string> = new Set(["analyst", "admin"]);

export function Challengers({ score }: { score: Score | undefined }) {
  const { t } = useTranslation();
  const { role } = useUser();
  const { percentInTable } = useFormats();
  const said = Object.entries(score?.challengers ?? {}).sort(([one], [other]) =>
    one.localeCompare(other),
  );
  if (!JUDGES.has(role) || said.length === 0 || score?.proba == null) return null;
  const own = t("challengers.inForce", { version: score.model_version ?? "–" });
  const columns = [
    { label: t("challengers.name") },
    { label: t("challengers.proba"), numeric: true },
  ];
  return (
    <Section title={t("challengers.title")}>
      <Text size="sm" c="dimmed">
        {t("challengers.what")}
      </Text>
      <DataTable label={t("challengers.title")} columns={columns} minWidth={260}>
        {([[own, score.proba], ...said] as [string, number][]).map(([name, proba]) => (
          <Table.Tr key={name}>
            <RowName>{name}</RowName>
            <Table.Td className="number">{percentInTable(proba)}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}
