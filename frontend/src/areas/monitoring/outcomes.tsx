/** Outcomes: what became of the people of a year before, against what was foretold. */

import { Alert, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { Facts } from "../applications/facts";
import type { Shown } from "./address";
import { Calibration } from "./calibration";
import { Discrimination } from "./discrimination";
import { useFigures } from "./figures";
import { FitTable } from "./fit-table";
import { cohortsOf } from "./lines";
import { chosen, ModelSelect } from "./model-select";
import { RateTable } from "./rate-table";
import type { ModelOutcomes, OutcomePoint, Outcomes } from "./shapes";

interface Props {
  outcomes: Outcomes;
  line: OutcomePoint[];
  shown: Shown;
  onChange: (next: Partial<Shown>) => void;
}

export function OutcomeFigures({ outcomes, line, shown, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { state } = outcomes;
  const months = { cohort: formats.month(outcomes.cohort), month: formats.month(outcomes.month) };
  const found = chosen(outcomes.models, shown.model);
  return (
    <Stack>
      {state === "matured" ? (
        <Text size="sm">{t("outcomes.cohort", months)}</Text>
      ) : (
        <Alert>{t(`outcomes.states.${state}`, months)}</Alert>
      )}
      {found && (
        <>
          <ModelSelect models={outcomes.models} value={found} onChange={onChange} />
          <Counted found={found} />
          <Tested
            found={found}
            cohorts={cohortsOf(line, found)}
            cohort={outcomes.cohort.slice(0, 7)}
          />
        </>
      )}
    </Stack>
  );
}

function Counted({ found }: { found: ModelOutcomes }) {
  const { t } = useTranslation();
  const { count } = useFigures();
  return (
    <Section title={t("outcomes.counted")}>
      <Facts
        facts={[
          [t("outcomes.scored"), count(found.scored)],
          [t("outcomes.countedIn"), count(found.backtest?.total.count ?? 0)],
          [t("outcomes.withoutCredit"), count(found.without_credit)],
          [t("outcomes.inDefault"), count(found.in_default)],
          [t("outcomes.unknown"), count(found.unknown)],
          [t("outcomes.overridden"), count(found.overridden)],
        ]}
      />
    </Section>
  );
}

interface TestedProps {
  found: ModelOutcomes;
  cohorts: OutcomePoint[];
  cohort: string;
}

function Tested({ found, cohorts, cohort }: TestedProps) {
  const { t } = useTranslation();
  const { backtest } = found;
  if (!backtest) return <Text c="dimmed">{t("outcomes.nobody")}</Text>;
  const file = `${found.model}-${cohort}`;
  return (
    <Stack>
      {backtest.few_defaults && <Few found={backtest.total} />}
      <Section title={t("outcomes.byGrade")}>
        <ByGrade found={found} file={`grades-${file}`} />
      </Section>
      <Section title={t("outcomes.calibration")}>
        <Calibration points={backtest.points} file={`calibration-${file}`} />
      </Section>
      <Section title={t("outcomes.discrimination")}>
        <Discrimination separation={backtest.separation} cohorts={cohorts} file={`auc-${file}`} />
      </Section>
      <Section title={t("outcomes.tests")}>
        <FitTable backtest={backtest} file={`tests-${file}`} />
      </Section>
    </Stack>
  );
}

function Few({ found: { defaults, expected } }: { found: { defaults: number; expected: number } }) {
  const { t } = useTranslation();
  const { count, oneDigit } = useFigures();
  return (
    <Alert>{t("outcomes.few", { defaults: count(defaults), expected: oneDigit(expected) })}</Alert>
  );
}

function ByGrade({ found, file }: { found: ModelOutcomes; file: string }) {
  const { t } = useTranslation();
  const { backtest, without_overrides } = found;
  if (!backtest) return null;
  const rows = backtest.rows.map((row) => ({ name: row.grades.join(", "), row }));
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("outcomes.pooledWhy")}
      </Text>
      <RateTable
        label={t("outcomes.byGrade")}
        first={t("outcomes.grade")}
        file={file}
        rows={[
          ...rows,
          { name: t("outcomes.all"), row: backtest.total },
          ...(without_overrides
            ? [{ name: t("outcomes.withoutOverridden"), row: without_overrides.total }]
            : []),
        ]}
      />
    </>
  );
}
