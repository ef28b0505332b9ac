/** Alerts: what somebody has to look after, by state, and what was done about each. */

import { NativeSelect, Skeleton, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorView } from "../../kit/error-view";
import { More } from "../../kit/more";
import { ALERT_STATES, type AlertState, type Shown } from "./address";
import { AlertTable } from "./alert-table";
import { alertsQuery } from "./queries";

interface Props {
  state: AlertState | null;
  onChange: (next: Partial<Shown>) => void;
}

export function Alerts({ state, onChange }: Props) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(alertsQuery(state));
  const { data, error, refetch } = query;
  const found = data?.pages.flatMap(({ items }) => items);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("alerts.what")}
      </Text>
      <NativeSelect
        className="no-print"
        maw={240}
        label={t("watched.state")}
        value={state ?? ""}
        onChange={(event) =>
          onChange({ state: ALERT_STATES.find((one) => one === event.target.value) ?? null })
        }
        data={[
          { value: "", label: t("alerts.any") },
          ...ALERT_STATES.map((value) => ({ value, label: t(`watched.states.${value}`) })),
        ]}
      />
      {error && !found && <ErrorView error={error} onRetry={refetch} />}
      {!found && !error && <Skeleton h={240} aria-busy />}
      {found && <AlertTable alerts={found} isFiltered={state !== null} />}
      <More label={t("monitor.more")} query={query} />
    </Stack>
  );
}
