/** The bundles of models: which scores for real, which in the shadow, and who asks for another. */

import { Anchor, Code, Paper, Skeleton, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, body } from "../../kit/client";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { More } from "../../kit/more";
import * as words from "./bundle-words";
import { DeedButton } from "./deeds";
import { Promotions } from "./promotions";
import { modelsQuery, type ModelState, type ModelSummary, promotionsQuery } from "./queries";

addWords(words);

const SHOWN_DIGITS = 12;
const COLUMNS = ["version", "state", "source", "registered", "since", "sha256"] as const;

export function Component() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(modelsQuery);
  const { data, error, refetch } = list;
  const found = data?.pages.flatMap(({ items }) => items);
  const hasOthers = found?.some(({ state }) => state === "challenger");
  return (
    <Page title={t("bundles.title")} width={1100} actions={<RollBack models={found ?? []} />}>
      <Text c="dimmed">{t("model.what")}</Text>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!found && !error && <Skeleton h={200} />}
      {found && <Models found={found} />}
      {found && !hasOthers && <Text>{t("model.noChallenger")}</Text>}
      <More label={t("model.more")} query={list} />
      <Promotions />
    </Page>
  );
}

/** Back to the bundle that the last promotion replaced, where it is in force. */
function RollBack({ models }: { models: ModelSummary[] }) {
  const { t } = useTranslation();
  const { data } = useInfiniteQuery(promotionsQuery);
  const promotions = data?.pages.flatMap(({ items }) => items) ?? [];
  const champion = models.find(({ state }) => state === "champion");
  const last = promotions.find(
    ({ kind, state, model_version }) =>
      kind === "promotion" && state === "done" && model_version === champion?.version,
  );
  const waits = promotions.some(({ state }) => state === "requested" || state === "unconfirmed");
  if (!last || waits) return null;
  return (
    <DeedButton
      name={t("promotions.rollBack")}
      advice={t("promotions.rollBackAdvice", { version: last.back_to_version })}
      asks={{ label: t("promotions.why") }}
      quiet
      send={(reason) => body(api.POST("/promotions/roll-back", { body: { reason } }))}
    />
  );
}

function Models({ found }: { found: ModelSummary[] }) {
  const { t } = useTranslation();
  return (
    <Paper withBorder>
      <DataTable
        label={t("bundles.title")}
        minWidth={860}
        cards
        columns={COLUMNS.map((name) => ({ label: t(`model.${name}`) }))}
        empty={found.length === 0 && t("model.none")}
      >
        {found.map((model) => (
          <Line key={model.id} model={model} />
        ))}
      </DataTable>
    </Paper>
  );
}

function Line({ model }: { model: ModelSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table.Tr>
      <RowName>
        <Anchor component={Link} to={`/models/${model.version}`}>
          {model.version}
        </Anchor>
      </RowName>
      <Table.Td data-label={t("model.state")}>
        <ModelBadge state={model.state} />
      </Table.Td>
      <Table.Td data-label={t("model.source")}>{t(`modelSources.${model.source}`)}</Table.Td>
      <Table.Td data-label={t("model.registered")}>
        <span className="one-line">{formats.momentInTable(model.registered_at)}</span>
      </Table.Td>
      <Table.Td data-label={t("model.since")}>
        {model.champion_since ? formats.momentInTable(model.champion_since) : "–"}
      </Table.Td>
      <Table.Td data-label={t("model.sha256")}>
        <Code>{model.sha256.slice(0, SHOWN_DIGITS)}</Code>
      </Table.Td>
    </Table.Tr>
  );
}

export function ModelBadge({ state }: { state: ModelState }) {
  const { t } = useTranslation();
  return (
    <span className="chip" data-tone={state === "champion" ? "good" : undefined}>
      {t(`modelStates.${state}`)}
    </span>
  );
}
