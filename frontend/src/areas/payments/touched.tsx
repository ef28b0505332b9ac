/** Whose payments are newer than their score, and rescoring them step by step. */

import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body, type Schemas } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { touchedQuery } from "./queries";

export function Touched() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { data } = useQuery(touchedQuery);
  const { mutate, isPending } = useMutation({
    mutationFn: rescoreAll,
    onSuccess: (count) => {
      notify(t("touched.asked", { count }));
      cache.setQueryData(touchedQuery.queryKey, { count: 0, isWhole: true });
    },
    onError: (error) => notify(errorText(error), "red"),
  });
  if (!data || data.count === 0) return null;
  return (
    <Alert color="yellow" variant="outline" role="group" aria-label={t("touched.what", data)}>
      <Group justify="space-between">
        <Text>
          {t("touched.what", data)} {!data.isWhole && t("touched.atLeast")}
        </Text>
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {t("touched.rescore", data)}
        </Button>
      </Group>
    </Alert>
  );
}

/** Asks step by step, so that no request grows with the number of clients. */
async function rescoreAll(): Promise<number> {
  let count = 0;
  for (let after: number | null = 0; after !== null;) {
    const asked: Schemas["TouchedResponse"] = await body(
      api.POST("/portfolio/touched", { params: { query: { after } } }),
    );
    count += asked.count;
    after = asked.next_after;
  }
  return count;
}
