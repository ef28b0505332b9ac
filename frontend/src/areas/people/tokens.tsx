/** The tokens of programs: what each opens, until when, and when it was last used. */

import { Anchor, Button, Modal, Paper, Skeleton, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { onServersClock } from "../../kit/clock";
import { More } from "../../kit/more";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { MakeToken, TokenShownOnce } from "./new-token";
import { type NewToken, tokensQuery } from "./token-queries";
import { TokenTable } from "./token-table";
import * as words from "./token-words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewToken | null>(null);
  const query = useInfiniteQuery(tokensQuery);
  const { data, dataUpdatedAt, error, refetch } = query;
  const close = { "aria-label": t("token.close") };
  return (
    <Page
      title={t("tokens.title")}
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>
          {t("token.make")}
        </Button>
      }
    >
      <Text c="dimmed">
        {t("token.advice")}{" "}
        <Anchor component={Link} to="/api" inherit underline="always">
          {t("api.open")}
        </Anchor>
      </Text>
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={300} />}
      {data && (
        <Paper withBorder>
          <TokenTable tokens={data.pages.flat()} now={onServersClock(dataUpdatedAt)} />
        </Paper>
      )}
      <More label={t("token.more")} query={query} />
      <Modal
        opened={making}
        onClose={() => setMaking(false)}
        title={t("token.make")}
        closeButtonProps={close}
      >
        <MakeToken
          onMade={(answer) => {
            setMaking(false);
            setMade(answer);
          }}
        />
      </Modal>
      <Modal
        opened={made !== null}
        onClose={() => setMade(null)}
        title={t("token.token")}
        closeOnClickOutside={false}
        closeButtonProps={close}
      >
        {made && <TokenShownOnce made={made} />}
      </Modal>
    </Page>
  );
}
