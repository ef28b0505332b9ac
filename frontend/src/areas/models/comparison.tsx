/** How a challenger did beside the champion, on the same people, and what that comes to. */

import { Alert, Button, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { ChangesView } from "./comparison-changes";
import { levelOf } from "./model";
import { type Comparison, comparisonQuery, type Outcomes, type Side } from "./queries";

export function ComparisonSection({ version }: { version: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(comparisonQuery(version));
  return (
    <Section title={t("comparing.title")}>
      {error && data === undefined && <ErrorView error={error} onRetry={refetch} />}
      {data === undefined && !error && <Skeleton h={120} />}
      {data === null && <Text c="dimmed">{t("comparing.none")}</Text>}
      {data && <Told comparison={data} />}
      {data !== undefined && data?.ended_at !== null && (
        <Compare version={version} again={!!data} />
      )}
    </Section>
  );
}

function Compare({ version, again }: { version: string; again: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { queryKey } = comparisonQuery(version);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      body(api.POST("/models/{version}/comparison", { params: { path: { version } }, body: {} })),
    onSettled: () => cache.invalidateQueries({ queryKey }),
  });
  return (
    <>
      {error && <ErrorView error={error} onRetry={() => mutate()} />}
      <Button
        variant={again ? "default" : "filled"}
        loading={isPending}
        onClick={() => mutate()}
        style={{ alignSelf: "flex-start" }}
      >
        {t(again ? "comparing.again" : "comparing.compare")}
      </Button>
    </>
  );
}

function Told({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { figures, error, ended_at } = comparison;
  if (ended_at === null) {
    return (
      <Text role="status">
        {t("comparing.waits", { moment: formats.moment(comparison.asked_at) })}
      </Text>
    );
  }
  if (figures === null) {
    return (
      <Alert color="red" variant="outline">
        {t("comparing.failed", { error })}
      </Alert>
    );
  }
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t("comparing.made", {
          moment: formats.moment(ended_at),
          version: comparison.champion_version,
          policy: figures.policy_version,
        })}
      </Text>
      <Text fw={700} size="lg">
        {t(`conclusions.${figures.conclusion}`)}
      </Text>
      <OutcomesView outcomes={figures.outcomes} />
      <ChangesView
        changes={figures.changes}
        {...(figures.outcomes.swaps && { matured: figures.outcomes.swaps })}
      />
    </Stack>
  );
}

function OutcomesView({ outcomes }: { outcomes: Outcomes }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { champion, challenger, defaults, people, p_value } = outcomes;
  return (
    <Stack gap="xs">
      <Text fw={600}>{t("comparing.outcomes")}</Text>
      <Text>{t("comparing.basis", { people: number(people), count: defaults })}</Text>
      <Waiting outcomes={outcomes} />
      {champion && challenger && (
        <Sides outcomes={outcomes} champion={champion} challenger={challenger} />
      )}
      {p_value !== null && <Text>{t("comparing.pValue", { p: number(p_value) })}</Text>}
      {p_value === null && champion?.auc != null && <Text>{t("comparing.sameRanking")}</Text>}
    </Stack>
  );
}

function Waiting({ outcomes }: { outcomes: Outcomes }) {
  const { t } = useTranslation();
  const { defaults, fewest_defaults: least, months_more: count } = outcomes;
  if (defaults >= least) return null;
  return (
    <Text>
      {count === null
        ? t("conclusions.unknown", { least })
        : t("conclusions.more", { least, count })}
    </Text>
  );
}

interface SidesProps {
  outcomes: Outcomes;
  champion: Side;
  challenger: Side;
}

function Sides({ outcomes, champion, challenger }: SidesProps) {
  const { t } = useTranslation();
  const { money, number, percentInTable } = useFormats();
  const between = ([low, high]: [number, number], write: (value: number) => string) =>
    `${write(low)}–${write(high)}`;
  const nii = outcomes.nii_at_the_same_rate;
  const rows: [string, (side: Side) => string][] = [
    [
      t("comparing.auc"),
      ({ auc, auc_interval }) =>
        auc === null || auc_interval === null
          ? "–"
          : `${number(auc)} (${between(auc_interval, number)})`,
    ],
    [t("comparing.meanProba"), ({ mean_proba }) => percentInTable(mean_proba)],
    [
      t("comparing.observed"),
      ({ observed_rate, observed_interval }) =>
        `${percentInTable(observed_rate)} (${between(observed_interval, percentInTable)})`,
    ],
    [t("comparing.calibrated"), (side) => t(`comparing.${levelOf(side)}`)],
    [t("comparing.brier"), ({ brier }) => number(brier)],
  ];
  const columns = [
    { label: t("comparing.figure") },
    { label: t("comparing.champion"), numeric: true },
    { label: t("comparing.challenger"), numeric: true },
  ];
  return (
    <DataTable label={t("comparing.outcomes")} columns={columns} minWidth={480} cards>
      {rows.map(([name, write]) => (
        <Line key={name} name={name} values={[write(champion), write(challenger)]} />
      ))}
      {nii && (
        <Line
          name={t("comparing.nii", { count: nii.approved })}
          values={[money(nii.champion_rub), money(nii.challenger_rub)]}
        />
      )}
    </DataTable>
  );
}

function Line({ name, values }: { name: string; values: [string, string] }) {
  const { t } = useTranslation();
  return (
    <Table.Tr>
      <RowName>{name}</RowName>
      <Table.Td className="number" data-label={t("comparing.champion")}>
        {values[0]}
      </Table.Td>
      <Table.Td className="number" data-label={t("comparing.challenger")}>
        {values[1]}
      </Table.Td>
    </Table.Tr>
  );
}
