/** What the import did, where to go from there, and the way back. */

import { Alert, Button, Group, List, Stack, Table, Text } from "@mantine/core";
import { IconCircleCheck, IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../kit/format";
import { More } from "../../kit/more";
import { Section } from "../../kit/page";
import { useFaultText } from "./field-names";
import type { FileImport } from "./model";
import { isWorking, issuesQuery, useFile } from "./queries";
import { Rescoring } from "./rescoring";
import { UndoButton } from "./undo";
import { Working } from "./working";

export function ResultStep({ one }: { one: FileImport }) {
  if (isWorking(one)) return <Working one={one} />;
  return one.state === "undone" ? <Undone one={one} /> : <Done one={one} />;
}

function Done({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Alert
        color="green"
        variant="outline"
        role="status"
        icon={<IconCircleCheck aria-hidden />}
        title={t("importing.result.done")}
      >
        <Applied one={one} />
      </Alert>
      <Rescoring batchIds={one.portfolio_batch_ids} />
      <Next one={one} />
      <Group>
        <Button component={Link} to="/clients">
          {t("importing.result.people")}
        </Button>
        <Button component={Link} to="/imports" variant="default">
          {t("importing.result.another")}
        </Button>
        <UndoButton one={one} />
      </Group>
    </Stack>
  );
}

const OUTCOMES = ["new", "updated", "unchanged", "restated", "skipped"] as const;

function Applied({ one: { applied } }: { one: FileImport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table maw={360} verticalSpacing={2} withRowBorders={false}>
      <Table.Tbody>
        {OUTCOMES.filter((name) => applied?.[name]).map((name) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              {t(`importing.result.outcome.${name}`)}
            </Table.Th>
            <Table.Td className="number">{formats.number(applied?.[name] ?? 0)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Next({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const file = useFile(one.id);
  const failed = one.report?.with_errors ?? 0;
  if (failed === 0) return null;
  return (
    <Section title={t("importing.result.next")}>
      <Text>{t("importing.result.nextErrors", { rows: formats.number(failed) })}</Text>
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => file.mutate("errors")}
        >
          {t("importing.report.errorsFile")}
        </Button>
        <Button component={Link} to="?step=report" variant="subtle">
          {t("importing.confirm.toReport")}
        </Button>
      </Group>
    </Section>
  );
}

/** Why something that an import did stays. */
const REMAINDERS = ["undo_built_on", "undo_changed_since", "undo_restated_since"] as const;

function Undone({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Alert color="green" variant="outline" role="status" title={t("importing.result.undone")} />
      {REMAINDERS.map((code) => (
        <Remained key={code} one={one} code={code} />
      ))}
      <Group>
        <Button component={Link} to="/imports" variant="default">
          {t("importing.result.another")}
        </Button>
      </Group>
    </Stack>
  );
}

function Remained({ one, code }: { one: FileImport; code: string }) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const query = useInfiniteQuery(issuesQuery(one.id, code));
  const kept = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (kept.length === 0) return null;
  return (
    <Section title={faultText(code, "name")}>
      <Text>{faultText(code, "advice")}</Text>
      <List size="sm">
        {kept.map(({ id, row, value }) => (
          <List.Item key={id}>
            {row !== null && t("importing.file.inRow", { row })} {value}
          </List.Item>
        ))}
      </List>
      <More label={t("importing.report.more")} query={query} />
    </Section>
  );
}
