/** A bundle: how it compares with the one in force, its card, and the hash of each file. */

import { Anchor, Code, Group, List, Skeleton, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { api, body } from "../../kit/client";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { ErrorScreen, Page, Section } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { ModelBadge } from "./bundles";
import * as words from "./bundle-words";
import { CardMetrics, limitsOf } from "./card";
import { CardText } from "./card-text";
import { ComparisonSection } from "./comparison";
import { DeedButton } from "./deeds";
import { isOpen } from "./model";
import { comparisonQuery, type Model, modelQuery, promotionsQuery } from "./queries";

addWords(words);

const VERSION = /^\d{4}-\d{2}-\d{2}-[0-9a-f]{8}$/;

export function Component() {
  const { version } = useParams();
  return version && VERSION.test(version) ? (
    <Bundle version={version} />
  ) : (
    <ErrorScreen code="not_found" />
  );
}

function Bundle({ version }: { version: string }) {
  const { t } = useTranslation();
  const { data: model, error, refetch } = useQuery(modelQuery(version));
  if (!model && !error) return <Skeleton h={500} />;
  return (
    <Page
      title={t("model.of", { version })}
      width={1100}
      actions={model && <Actions model={model} />}
    >
      <Group>
        <Anchor component={Link} to="/models">
          {t("model.back")}
        </Anchor>
        {model && <ModelBadge state={model.state} />}
      </Group>
      {error && !model && <ErrorView error={error} onRetry={refetch} />}
      {model && <Told model={model} />}
    </Page>
  );
}

function Told({ model }: { model: Model }) {
  const { t } = useTranslation();
  const limits = limitsOf(model.card);
  return (
    <>
      {model.state === "challenger" && <ComparisonSection version={model.version} />}
      <Section title={t("model.card")}>
        <CardMetrics card={model.card} />
        <Text fw={600}>{t("model.limits")}</Text>
        {limits.length === 0 && <Text c="dimmed">{t("model.cardNone")}</Text>}
        <List size="sm">
          {limits.map((limit) => (
            <List.Item key={limit}>
              <CardText>{limit}</CardText>
            </List.Item>
          ))}
        </List>
      </Section>
      <Section title={t("model.files")}>
        <Files model={model} />
        <Text size="sm" c="dimmed">
          {t("model.sha256")}: <Code style={{ wordBreak: "break-all" }}>{model.sha256}</Code>
        </Text>
      </Section>
    </>
  );
}

function Files({ model }: { model: Model }) {
  const { t } = useTranslation();
  const columns = [{ label: t("model.file") }, { label: t("model.hash") }];
  return (
    <DataTable label={t("model.files")} columns={columns} minWidth={300} cards>
      {Object.entries(model.files).map(([name, sha256]) => (
        <Table.Tr key={name}>
          <RowName>{name}</RowName>
          <Table.Td data-label={t("model.hash")}>
            <Code style={{ wordBreak: "break-all" }}>{sha256}</Code>
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Actions({ model }: { model: Model }) {
  const { t } = useTranslation();
  const { data: comparison } = useQuery({
    ...comparisonQuery(model.version),
    enabled: model.state === "challenger",
  });
  const { data } = useInfiniteQuery(promotionsQuery);
  const waits = data?.pages.some(({ items }) => items.some(isOpen)) ?? true;
  if (model.state !== "challenger") return null;
  const params = { path: { version: model.version } };
  const evidence = comparison?.figures ? comparison.id : null;
  return (
    <>
      {evidence !== null && !waits && (
        <DeedButton
          name={t("promotions.ask")}
          advice={t("promotions.askAdvice")}
          asks={{ label: t("promotions.why"), hint: t("promotions.whyHint") }}
          send={(justification) => {
            const told = { comparison_id: evidence, justification };
            return body(api.POST("/models/{version}/promotion", { params, body: told }));
          }}
        />
      )}
      <DeedButton
        name={t("promotions.retire")}
        advice={t("promotions.retireAdvice")}
        quiet
        send={() => body(api.POST("/models/{version}/retire", { params }))}
      />
    </>
  );
}
