/** The events that match, as a file: page by page, so that nothing is asked for at once. */

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download, toCsv } from "../../kit/csv";
import { useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import { type EventsWanted, toQuery } from "./address";
import { useEventWords } from "./event-words";
import { type AuditEvent, auditQuery, type EventPage } from "./queries";

const PAGE_SIZE = 200;
const MOST_EVENTS = 10_000;
const COLUMNS = ["when", "who", "action", "whom", "what"] as const;

export function ExportEvents({ wanted }: { wanted: EventsWanted }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const formats = useFormats();
  const words = useEventWords();
  const errorText = useErrorText();
  const [read, setRead] = useState(0);
  const lineOf = (event: AuditEvent) => [
    formats.moment(event.occurred_at),
    words.actor(event),
    words.action(event),
    [event.subject_name, words.number(event)].filter(Boolean).join(", "),
    words.values(event).join("; "),
  ];
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const events: AuditEvent[] = [];
      let after: string | null = "";
      while (after !== null && events.length < MOST_EVENTS) {
        const place = after === "" ? {} : { after: Number(after) };
        const query = { ...toQuery(wanted), ...place, limit: PAGE_SIZE };
        const page: EventPage = await cache.fetchQuery(auditQuery(query));
        events.push(...page.items);
        after = page.next;
        setRead(events.length);
      }
      const titles = COLUMNS.map((name) => t(`journal.${name}`));
      download("journal.csv", toCsv([titles, ...events.map(lineOf)], formats.separator));
      if (after !== null) notify(t("journal.newestOnly", { count: MOST_EVENTS }));
    },
    onError: (error) => notify(errorText(error), "red"),
    onSettled: () => setRead(0),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      disabled={isPending}
      onClick={() => mutate()}
    >
      {isPending ? t("journal.reading", { count: read }) : t("journal.export")}
    </Button>
  );
}
