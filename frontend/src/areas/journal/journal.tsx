/** Who did what to whom, newest first. */

import { Button, Group, NativeSelect, Paper, Skeleton, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../kit/address";
import { ActionsContext } from "../../kit/area";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { Pages } from "../../kit/pages";
import { type EventsWanted, readAddress, toQuery, writeAddress } from "./address";
import { ChainLine } from "./chain";
import { Events } from "./events";
import { ExportEvents } from "./export";
import { auditQuery } from "./queries";

const PAGE_SIZE = 25;

export function Component() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const wanted = readAddress(parameters);
  const change = (next: Partial<EventsWanted>) =>
    setParameters((now) => writeAddress({ ...readAddress(now), after: "", ...next }));
  const { data, error, refetch } = useQuery(
    auditQuery({
      ...toQuery(wanted),
      ...(wanted.after && { after: Number(wanted.after) }),
      limit: PAGE_SIZE,
    }),
  );
  return (
    <Page title={t("journal.title")}>
      <ChainLine />
      <Filters wanted={wanted} onChange={change} />
      {error && !data && <ErrorView error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton h={400} />}
      {data && (
        <>
          <Paper withBorder>
            <Events events={data.items} onChange={change} />
          </Paper>
          <Group justify="space-between">
            <ExportEvents wanted={wanted} />
            <Pages next={data.next} />
          </Group>
        </>
      )}
    </Page>
  );
}

interface FiltersProps {
  wanted: EventsWanted;
  onChange: (next: Partial<EventsWanted>) => void;
}

function Filters({ wanted, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const names = use(ActionsContext);
  return (
    <Group align="flex-end" className="no-print">
      <NativeSelect
        label={t("journal.action")}
        value={wanted.action}
        onChange={(event) => onChange({ action: event.currentTarget.value })}
        data={[
          { value: "", label: t("journal.all") },
          ...Object.entries(names).map(([value, name]) => ({ value, label: t(name) })),
        ]}
      />
      {(["from", "to"] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(`journal.${end}`)}
          value={wanted[end]}
          onChange={(event) => onChange({ [end]: event.currentTarget.value })}
        />
      ))}
      {(["actor", "subject"] as const).map(
        (whose) =>
          wanted[whose] && (
            <Button
              key={whose}
              variant="default"
              rightSection={<IconX size={14} aria-hidden />}
              onClick={() => onChange({ [whose]: "" })}
            >
              {t(`journal.only.${whose}`)}
            </Button>
          ),
      )}
    </Group>
  );
}
