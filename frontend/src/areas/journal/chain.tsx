/** How far the journal is sealed, and what its last check found: a line, or a warning. */

import { Alert, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { addWords } from "../../kit/translations";
import * as words from "./chain-words";
import { type Chain, chainQuery } from "./queries";

addWords(words);

export function ChainLine() {
  const { data } = useQuery(chainQuery);
  if (!data) return <Text size="sm">{"\u00a0"}</Text>; // the events say what is wrong, and no line moves
  return data.fault ? <Tampered chain={data} fault={data.fault} /> : <Whole chain={data} />;
}

function Whole({ chain }: { chain: Chain }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { event_id: event, unsealed: count, checked_at: checkedAt } = chain;
  const lines = [
    event === null ? t("journalChain.nothing") : t("journalChain.sealed", { event }),
    count > 0 && t("journalChain.unsealed", { count, shown: formats.number(count) }),
    checkedAt
      ? t("journalChain.checked", { when: formats.moment(checkedAt) })
      : t("journalChain.unchecked"),
  ];
  return (
    <Text size="sm" c="dimmed">
      {lines.filter(Boolean).join(" ")}
    </Text>
  );
}

function Tampered({ chain, fault }: { chain: Chain; fault: NonNullable<Chain["fault"]> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const place = { event: chain.fault_event_id, seal: chain.fault_seal_no };
  return (
    <Alert color="red" variant="outline" title={t("journalChain.tampered")}>
      <Text size="sm">{t(`journalChain.faults.${fault}`, place)}</Text>
      <Text size="sm">
        {t("journalChain.whatToDo", { when: formats.moment(chain.checked_at ?? "") })}
      </Text>
    </Alert>
  );
}
