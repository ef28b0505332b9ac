/** The decisions that a borrower is told of, the newest first. */

import { Anchor, Group, Paper, Skeleton, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../../kit/address";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { type NoticeRow, noticesQuery } from "./queries";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const [parameters] = useAddress();
  const application = parameters.get("application");
  const query = useInfiniteQuery(noticesQuery(application));
  const { data, error, refetch } = query;
  const rows = data?.pages.flatMap(({ items }) => items);
  const nothing = application ? "letter.nothingOfApplication" : "letter.nothingOwn";
  return (
    <Page title={t("noticePlaces.own")} width={720}>
      {application && (
        <Anchor component={Link} to="/my-notices">
          {t("letter.all")}
        </Anchor>
      )}
      {error && !rows && <ErrorView error={error} onRetry={refetch} />}
      {!error && !rows && <Skeleton h={160} aria-busy />}
      {rows?.length === 0 && <Text>{t(nothing)}</Text>}
      {rows?.map((row) => (
        <Own key={row.id} row={row} />
      ))}
      <More label={t("letter.more")} query={query} />
    </Page>
  );
}

function Own({ row }: { row: NoticeRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Paper withBorder p="md" component="article">
      <Group justify="space-between">
        <Text fw={600}>
          {`${t("letter.application")} ${t("letter.ofApplication", { number: row.number })}`}
        </Text>
        <span className="chip" data-tone={row.outcome === "decline" ? "bad" : undefined}>
          {t(`letter.outcomes.${row.outcome}`)}
        </span>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {`${t("letter.decidedOn")}: ${formats.moment(row.decided_at)}`}
      </Text>
      <Anchor component={Link} to={`/notices/${row.id}`}>
        {t("letter.open")}
      </Anchor>
    </Paper>
  );
}
