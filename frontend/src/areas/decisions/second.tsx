/** The second signature: what the first person decided, beside what was wanted; to sign or return. */

import { Alert, Button, Group, Kbd, Stack, Table, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { useKeys } from "../../kit/keys";
import { notify } from "../../kit/notify";
import { Section } from "../../kit/page";
import { useUnsaved } from "../../kit/unsaved";
import { LEAST_RATIONALE, LONGEST_TEXT } from "./deciding";
import { DecisionFaults } from "./decision-faults";
import { useReasonText } from "./decline-reasons";
import { caseQuery, type DecisionMade, sendDecision } from "./queries";
import { type DecisionState, groundsOf } from "./use-decision";
import { useNext } from "./use-next";

interface Props {
  decision: DecisionState;
  first: DecisionMade;
}

export function Second({ decision, first }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Section title={t("second.title")}>
      <Text size="sm">
        {t("second.first", { name: first.actor_name, moment: formats.moment(first.decided_at) })}
      </Text>
      <Difference decision={decision} first={first} />
      {first.override_reason && (
        <Text size="sm">
          {t("second.because", { reason: t(`deciding.overrideReasons.${first.override_reason}`) })}
        </Text>
      )}
      {first.rationale && <Text>{first.rationale}</Text>}
      {decision.isMine && <Signing decision={decision} first={first} />}
    </Section>
  );
}

/** What differs is marked; what is the same needs no second look. */
function Difference({ decision: { loaded }, first }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const text = useReasonText(loaded.card);
  const asked = loaded.card.recommendation;
  const rows: [string, string, string][] = [
    [
      t("second.outcome"),
      t(`decisions.${first.recommendation}`),
      t(`deciding.outcomesDone.${first.outcome}`),
    ],
    [
      t("second.amount"),
      asked ? formats.money(asked.amount_rub) : "–",
      formats.money(first.amount_rub),
    ],
    [t("second.months"), asked ? String(asked.term_months) : "–", String(first.term_months)],
    [
      t("second.rate"),
      asked ? formats.rate(Number(asked.annual_rate)) : "–",
      formats.rate(Number(first.annual_rate)),
    ],
  ];
  return (
    <>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("second.field")}</Table.Th>
            <Table.Th>{t("second.wanted")}</Table.Th>
            <Table.Th>{t("second.decided")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, before, after], place) => {
            // Words of a recommendation and of a decision differ; whether they agree was computed
            const differs = place === 0 ? !first.agrees : before !== after;
            return (
              <Table.Tr key={name}>
                <RowName>{name}</RowName>
                <Table.Td>{before}</Table.Td>
                <Table.Td className={differs ? "tone" : undefined} data-tone={differs && "poor"}>
                  {after}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {first.decline_reasons.length > 0 && (
        <Text size="sm">
          {t("second.reasons")}: {first.decline_reasons.map(text).join("; ")}
        </Text>
      )}
    </>
  );
}

function Signing({ decision, first }: Props) {
  const { t } = useTranslation();
  const [why, setWhy] = useState<string | null>(null);
  const { sign, send } = useSigning(decision, first);
  useUnsaved(Boolean(why) && !send.isSuccess);
  const length = why?.trim().length ?? 0;
  useKeys({ "Ctrl+Enter": () => !send.isPending && why === null && sign(null) });
  return (
    <Stack gap="sm">
      <DecisionFaults decision={decision} error={send.error} />
      {why === null ? (
        <Group>
          <Button onClick={() => sign(null)} loading={send.isPending}>
            {t("second.signNext")}
          </Button>
          <Button variant="default" onClick={() => setWhy("")}>
            {t("second.giveBack")}
          </Button>
          <Kbd className="with-keys" aria-hidden>
            {t("deciding.key")}
          </Kbd>
        </Group>
      ) : (
        <Alert color="yellow" variant="outline" role="group" title={t("second.giveBack")}>
          <Textarea
            label={t("second.giveBackWhy")}
            description={`${t("second.giveBackHint", { name: first.actor_name })} ${t("deciding.counter", { length, least: LEAST_RATIONALE })}`}
            autosize
            minRows={3}
            maxLength={LONGEST_TEXT}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <Group mt="xs">
            <Button
              onClick={() => sign(why.trim())}
              disabled={length < LEAST_RATIONALE}
              loading={send.isPending}
            >
              {t("second.giveBack")}
            </Button>
            <Button variant="default" onClick={() => setWhy(null)}>
              {t("applicationActions.cancel")}
            </Button>
          </Group>
        </Alert>
      )}
    </Stack>
  );
}

/** Signs the first decision, or gives it back with a reason; then comes the next case. */
function useSigning({ loaded }: DecisionState, first: DecisionMade) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const next = useNext();
  const { number, id } = loaded.card.application;
  const send = useMutation({
    mutationFn: async (why: string | null) => {
      const grounds = groundsOf(loaded);
      if (grounds === null) throw new Error("there is no recommendation yet");
      await sendDecision(loaded, {
        ...grounds,
        decline_reasons: [],
        confirms: first.id,
        outcome: why === null ? first.outcome : "return",
        ...(why !== null && { rationale: why }),
      });
    },
    onSuccess: (_, why) => {
      notify(t(why === null ? "second.doneSigned" : "second.doneBack", { number }));
      client.invalidateQueries({ queryKey: caseQuery(id).queryKey });
      client.invalidateQueries({ queryKey: ["cases"] });
      next.mutate();
    },
  });
  return { send, sign: send.mutate };
}
