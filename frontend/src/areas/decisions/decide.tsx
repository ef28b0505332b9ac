/** The decision: what is recommended, what a person decides, and what that leads to. */

import { Button, Group, Kbd, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { useKeys } from "../../kit/keys";
import { Section } from "../../kit/page";
import { DecisionBadge } from "../scores/badges";
import { ScoreAwaited } from "../scores/score-awaited";
import { DeclineReasons } from "./decline-reasons";
import { type Choice, CHOICES, LEAST_RATIONALE, LONGEST_TEXT } from "./deciding";
import { Decided } from "./decided";
import { DecisionFaults } from "./decision-faults";
import { Override } from "./override";
import { Preview } from "./preview";
import { Second } from "./second";
import type { DecisionState } from "./use-decision";
import { WhoSigns } from "./who-signs";

export function Decide({ decision }: { decision: DecisionState }) {
  const { t } = useTranslation();
  const { card } = decision.loaded;
  if (card.first) return <Second decision={decision} first={card.first} />;
  return (
    <Section title={t("case.columns.decision")}>
      <Recommended decision={decision} />
      {/* What was decided before, and why it came back */}
      <Decided card={card} />
      {decision.isOpen && <Panel decision={decision} />}
    </Section>
  );
}

function Recommended({ decision: { loaded } }: { decision: DecisionState }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { recommendation } = loaded.card;
  if (!recommendation) {
    return (
      <Text c="dimmed" role="status">
        <ScoreAwaited>{t("case.noScore")}</ScoreAwaited>
      </Text>
    );
  }
  const { decision, limit_rub, limit_reason } = recommendation;
  return (
    <div>
      <Group gap="xs">
        <Text>{t("deciding.recommendation")}:</Text>
        <DecisionBadge decision={decision} />
      </Group>
      <Text size="sm" c="dimmed">
        {t("deciding.limit", {
          amount: formats.money(limit_rub),
          reason: t(`limitReasons.${limit_reason}`),
        })}
      </Text>
    </div>
  );
}

function Panel({ decision }: { decision: DecisionState }) {
  const { t } = useTranslation();
  const { draft, change, isReady, send } = decision;
  const choose = (choice: Choice) => change({ choice });
  const submit = () => isReady && send.mutate();
  useKeys({
    "Ctrl+Enter": submit,
    ...Object.fromEntries(CHOICES.map((one, place) => [String(place + 1), () => choose(one)])),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        {decision.isRestored && <Restored onDiscard={decision.discard} />}
        <Radio.Group
          label={t("deciding.question")}
          value={draft.choice ?? ""}
          onChange={(value) => choose(value as Choice)}
        >
          <Stack gap={6} mt={4}>
            {CHOICES.map((one) => (
              <Radio key={one} value={one} label={t(`deciding.outcomes.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {draft.choice === "counteroffer" && <TermFields decision={decision} />}
        {draft.choice === "return" && <Ask decision={decision} />}
        {draft.choice === "decline" && <DeclineReasons decision={decision} />}
        {decision.isAgainst && <Override decision={decision} />}
        <WhoSigns decision={decision} />
        <Preview decision={decision} />
        <DecisionFaults decision={decision} error={decision.send.error ?? decision.meant.error} />
        <Submit decision={decision} />
      </Stack>
    </form>
  );
}

function Restored({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <Text size="sm" role="status">
        {t("deciding.kept")}
      </Text>
      <Button size="compact-xs" variant="default" onClick={onDiscard}>
        {t("deciding.discard")}
      </Button>
    </Group>
  );
}

const TERMS = ["amount", "months", "rate"] as const;

function TermFields({ decision: { draft, change, missing } }: { decision: DecisionState }) {
  const { t } = useTranslation();
  return (
    <Group grow align="flex-end" gap="xs">
      {TERMS.map((name) => (
        <TextInput
          key={name}
          label={t(`deciding.${name}`)}
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          value={draft[name]}
          error={missing.includes(name)}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
        />
      ))}
    </Group>
  );
}

function Ask({ decision: { draft, change } }: { decision: DecisionState }) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t("deciding.ask")}
      description={t("deciding.askHint")}
      autosize
      minRows={3}
      maxLength={LONGEST_TEXT}
      value={draft.ask}
      onChange={(event) => change({ ask: event.currentTarget.value })}
    />
  );
}

/** The button says what it does; what is still to be done stands above it. */
function Submit({ decision }: { decision: DecisionState }) {
  const { t } = useTranslation();
  const { draft, isReady, isAgainst, missing, meant, send } = decision;
  const isSecond = (meant.data?.second_because.length ?? 0) > 0;
  const label = () => {
    if (draft.choice === "return") return t("deciding.sendBack");
    if (isSecond) return t("deciding.send");
    return t(isAgainst ? "deciding.decideAgainst" : "deciding.decide");
  };
  return (
    <Stack gap={4} className="case-submit">
      {draft.choice !== null && missing.length > 0 && (
        <Text size="sm" c="dimmed">
          {t("deciding.missing", {
            what: missing
              .map((one) => t(`deciding.missingNames.${one}`, { least: LEAST_RATIONALE }))
              .join("; "),
          })}
        </Text>
      )}
      <Button
        type="submit"
        disabled={!isReady && !send.isPending}
        loading={send.isPending}
        {...(isAgainst && { color: "#8a5a00" })}
      >
        {label()}
      </Button>
      <Text size="sm" c="dimmed" ta="center" className="with-keys" aria-hidden>
        <Kbd>{t("deciding.key")}</Kbd>
      </Text>
    </Stack>
  );
}
