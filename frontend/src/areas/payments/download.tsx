/** A list of credits as a file: page by page, so that nothing is asked for at once. */

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download, toCsv } from "../../kit/csv";
import { useErrorText } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import type { Kind } from "./model";
import { type CoveredCredit, creditsPage } from "./queries";

const MOST_CREDITS = 10_000;
const COLUMNS = ["client", "contract", "manager", "issued", "paidOff", "status"] as const;

export function DownloadCredits({ month, kind }: { month: string; kind: Kind }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const errorText = useErrorText();
  const [read, setRead] = useState(0);
  const lineOf = (credit: CoveredCredit) => [
    `${credit.last_name} ${credit.first_name}`,
    credit.contract ?? t("coverage.noContract", { id: credit.credit_id }),
    credit.manager_name,
    formats.date(credit.issued_on),
    credit.closed_on && formats.date(credit.closed_on),
    credit.status && t(`paymentStatus.${credit.status}`),
  ];
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const { credits, isWhole } = await readAll(month, kind, setRead);
      const titles = COLUMNS.map((name) => t(`coverage.${name}`));
      const text = toCsv([titles, ...credits.map(lineOf)], formats.separator);
      download(`${kind}-${month}.csv`, text);
      if (!isWhole) notify(t("coverage.onlyFirst", { count: credits.length }));
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
      {isPending ? t("coverage.reading", { read }) : t("coverage.download")}
    </Button>
  );
}

async function readAll(month: string, kind: Kind, onRead: (count: number) => void) {
  const credits: CoveredCredit[] = [];
  let after: number | null = 0;
  while (after !== null && credits.length < MOST_CREDITS) {
    const page: Awaited<ReturnType<typeof creditsPage>> = await creditsPage(month, kind, after);
    credits.push(...page.items);
    onRead(credits.length);
    after = page.next_after;
  }
  return { credits, isWhole: after === null };
}
