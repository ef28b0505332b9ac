/** How far a rescoring of many clients is, and then what it moved. */

import {
  Anchor,
  Button,
  CloseButton,
  Group,
  Paper,
  Progress,
  Stack,
  Table,
  Text,
  Title,
  VisuallyHidden,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { useStandstill } from "../../kit/standstill";
import { useTells } from "../../kit/told";
import { DecisionBadge, GradeBadge, Points } from "./badges";
import type { Changes, Decision } from "./queries";
import { quarterOf, type RescoringState, STANDSTILL_MILLISECONDS } from "./rescoring";
import { isInDefault } from "./scale";

const NOTHING_YET = { total: 0, done: 0, failed: 0, planned: false };

export function RescoringPanel({ rescoring }: { rescoring: RescoringState }) {
  const { t } = useTranslation();
  const { open, error, retry, close } = rescoring;
  if (!open) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t("rescoring.title")}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {headingOf(rescoring, t)}
        </Title>
        <CloseButton aria-label={t("rescoring.close")} onClick={close} />
      </Group>
      {error ? (
        <ErrorView error={error} onRetry={retry} isChange />
      ) : (
        <Course rescoring={rescoring} />
      )}
    </Paper>
  );
}

function headingOf({ finished, progress }: RescoringState, t: TFunction): string {
  if (progress?.cancelled_at) return t("rescoring.cancelled");
  return finished ? t("rescoring.finished") : t("rescoring.title");
}

function Course({ rescoring }: { rescoring: RescoringState }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { finished, interrupted, changes } = rescoring;
  useTells(interrupted);
  const { total, done, failed, planned } = rescoring.progress ?? NOTHING_YET;
  const settled = done + failed;
  const share = total > 0 ? settled / total : Number(finished);
  const stands = useStandstill(STANDSTILL_MILLISECONDS, `${settled} of ${total}`);
  return (
    <Stack gap="xs">
      <Progress value={share * 100} animated={!finished} aria-label={t("rescoring.title")} />
      <Text aria-hidden={!interrupted}>
        {interrupted
          ? t("scoring.interrupted")
          : t(planned ? "rescoring.progress" : "rescoring.laying", { done: settled, total })}
      </Text>
      <VisuallyHidden role="status">
        {t("rescoring.quarter", { share: formats.rate(quarterOf(share)) })}
      </VisuallyHidden>
      {rescoring.progress && !finished && (
        <Group>
          <Button variant="default" size="xs" onClick={rescoring.stop} loading={rescoring.stopping}>
            {t("rescoring.cancel")}
          </Button>
        </Group>
      )}
      {stands && !finished && <Text role="status">{t("rescoring.stands")}</Text>}
      {failed > 0 && <Text c="red">{t("rescoring.failed", { count: failed })}</Text>}
      {changes && <Summary changes={changes} />}
    </Stack>
  );
}

function Summary({ changes }: { changes: Changes }) {
  const { t } = useTranslation();
  const [open, { toggle }] = useDisclosure(false);
  return (
    <>
      <Text>
        {isUnchanged(changes) ? t("rescoring.unchanged") : <Moved changes={changes} />}{" "}
        {changes.unknown > 0 && t("rescoring.unknown", { count: changes.unknown })}
      </Text>
      {changes.largest.length > 0 && (
        <Group>
          <Button variant="default" size="xs" onClick={toggle} aria-expanded={open}>
            {open ? t("rescoring.hide") : t("rescoring.show")}
          </Button>
        </Group>
      )}
      {open && (
        <DataTable
          label={t("rescoring.show")}
          minWidth={420}
          maxHeight={320}
          columns={[
            { label: t("rescoring.name") },
            { label: t("rescoring.before") },
            { label: t("rescoring.after") },
          ]}
        >
          {changes.largest.map((change) => (
            <Table.Tr key={change.client_id}>
              <RowName>
                <Anchor component={Link} to={`/clients/${change.client_id}`}>
                  {change.last_name} {change.first_name}
                </Anchor>
              </RowName>
              <Table.Td>
                <Said
                  points={change.points_before}
                  grade={change.grade_before}
                  decision={change.decision_before}
                />
              </Table.Td>
              <Table.Td>
                <Said points={change.points} grade={change.grade} decision={change.decision} />
              </Table.Td>
            </Table.Tr>
          ))}
        </DataTable>
      )}
    </>
  );
}

function isUnchanged({ better, worse, first, decision_changed }: Changes): boolean {
  return better + worse + first + decision_changed === 0;
}

function Moved({ changes }: { changes: Changes }) {
  const { t } = useTranslation();
  const { better, worse, same, first } = changes;
  return (
    <>
      {t("rescoring.summary", { better, worse, same, first })}{" "}
      {changes.decision_changed > 0 &&
        t("rescoring.decisions", { count: changes.decision_changed })}
    </>
  );
}

interface SaidProps {
  points: number | null;
  grade: string | null;
  decision: Decision | null;
}

/** What one score said: points, where they tell something, with grade and recommendation. */
function Said({ points, grade, decision }: SaidProps) {
  return (
    <Group gap={6} wrap="nowrap">
      {points !== null && !isInDefault({ grade }) && <Points points={points} grade={grade} />}
      {grade && <GradeBadge grade={grade} />}
      {decision && <DecisionBadge decision={decision} />}
    </Group>
  );
}
