/** The last look before anything is written: what will happen, and the number of rows, typed. */

import { Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { DirectingFault } from "./directing-fault";
import type { FileImport, Report } from "./model";
import { useDirecting } from "./queries";

export function ConfirmStep({ one }: { one: FileImport }) {
  const { t } = useTranslation();
  if (!one.report) return null;
  return (
    <Stack>
      <Text>{t("importing.confirm.help")}</Text>
      <Section title={t("importing.confirm.will")}>
        <Outcomes report={one.report} />
        <Text size="sm" c="dimmed">
          {t("importing.confirm.scored")}
        </Text>
      </Section>
      <TypedNumber one={one} ready={one.report.ready} />
    </Stack>
  );
}

const OUTCOMES = ["new", "updated", "unchanged", "restated", "skipped"] as const;

function Outcomes({ report }: { report: Report }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const lines = [
    ...OUTCOMES.map((name) => [name, report.outcomes[name] ?? 0] as const),
    ["failed", report.with_errors] as const,
    ["missing", report.missing ?? 0] as const,
  ].filter(([, count]) => count > 0);
  return (
    <Table maw={460} verticalSpacing={4}>
      <Table.Tbody>
        {lines.map(([name, count]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              {t(`importing.confirm.outcome.${name}`)}
            </Table.Th>
            <Table.Td className="number">{formats.number(count)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function TypedNumber({ one, ready }: { one: FileImport; ready: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const formats = useFormats();
  const [typed, setTyped] = useState("");
  const [isTold, setTold] = useState(false);
  const directing = useDirecting(one.id);
  const reading = formats.readNumber(typed);
  const isRight = "value" in reading && Number(reading.value) === ready;
  const rows = formats.number(ready);
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    setTold(!isRight);
    if (!isRight) return;
    directing.mutate(
      { deed: "confirm", rows: ready },
      { onSuccess: () => navigate(".", { replace: true }) },
    );
  };
  return (
    <form onSubmit={confirm} noValidate>
      <Stack align="flex-start">
        <TextInput
          label={t("importing.confirm.type", { rows })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={isTold && !isRight && t("importing.confirm.wrong", { rows })}
          inputMode="numeric"
          autoComplete="off"
          maw={340}
        />
        <DirectingFault error={directing.error} />
        <Group>
          <Button type="submit" loading={directing.isPending}>
            {t("importing.confirm.confirm", { rows })}
          </Button>
          <Button component={Link} to="?step=report" variant="default">
            {t("importing.confirm.toReport")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
