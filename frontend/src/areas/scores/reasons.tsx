/** Why the rating is what it is: what rules say, what lowers it, what raises it, what one can do. */

import { Flex, List, Progress, Stack, Text, Title } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import type { Reason } from "./queries";

const SHOWN = 5;
const WIDE = { itemWrapper: { width: "100%" }, itemLabel: { flex: 1 } };

interface Props {
  reasons: Reason[];
  borrower?: boolean;
}

/** Rules first: they decide. They are no part of the probability, so they neither raise nor lower. */
export function Reasons({ reasons, borrower = false }: Props) {
  const rules = reasons.filter(({ contribution }) => contribution === null);
  const measured = reasons.filter(({ contribution }) => contribution !== null);
  return (
    <Stack gap="md">
      {rules.length > 0 && <Rules reasons={rules} borrower={borrower} />}
      {(rules.length === 0 || measured.length > 0) && (
        <Contributions reasons={measured} borrower={borrower} />
      )}
    </Stack>
  );
}

function Rules({ reasons, borrower = false }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="rules">
      <Title order={3} size="h5" id="rules" mb="xs">
        {t(`reasons.${borrower ? "borrower" : "staff"}.rules`)}
      </Title>
      <List listStyleType="none" spacing="sm" styles={WIDE}>
        {reasons.map((reason) => (
          <List.Item key={reason.code}>
            <Said reason={reason} borrower={borrower} />
          </List.Item>
        ))}
      </List>
    </section>
  );
}

function Contributions({ reasons, borrower = false }: Props) {
  const { t } = useTranslation();
  const largest = Math.max(...reasons.map(weight), 1e-9);
  return (["raises_risk", "lowers_risk"] as const).map((direction) => {
    const listed = reasons
      .filter((reason) => reason.direction === direction)
      .sort((one, other) => weight(other) - weight(one))
      .slice(0, SHOWN);
    return (
      <section key={direction} aria-labelledby={direction}>
        <Title order={3} size="h5" id={direction} mb="xs">
          {t(`reasons.${borrower ? "borrower" : "staff"}.${direction}`)}
        </Title>
        {listed.length === 0 && <Text c="dimmed">{t("reasons.none")}</Text>}
        <List listStyleType="none" spacing="sm" styles={WIDE}>
          {listed.map((reason) => (
            <OneReason
              key={reason.code}
              reason={reason}
              share={weight(reason) / largest}
              borrower={borrower}
            />
          ))}
        </List>
      </section>
    );
  });
}

const weight = ({ contribution }: Reason) => Math.abs(contribution ?? 0);

/** Returns the text of a reason in the language of the page. */
function useReasonText(): (reason: Reason) => string {
  const { language } = useTranslation().i18n;
  return (reason) => (language === "ru" ? reason.text_ru : reason.text_en);
}

interface SaidProps {
  reason: Reason;
  borrower: boolean;
}

function OneReason({ reason, share, borrower }: SaidProps & { share: number }) {
  const { t } = useTranslation();
  const textOf = useReasonText();
  const raises = reason.direction === "raises_risk";
  // Borrowers read of their rating, staff of the risk: what raises one lowers the other
  const Arrow = raises === borrower ? IconArrowDown : IconArrowUp;
  const colour = `var(--tone-${raises ? "bad" : "good"})`;
  return (
    <List.Item icon={<Arrow size={18} color={colour} aria-hidden />}>
      <Said reason={reason} borrower={borrower} />
      <Progress
        value={Math.max(3, share * 100)}
        size={4}
        color={colour}
        mt={4}
        aria-label={t("reasons.weight", { text: textOf(reason) })}
      />
    </List.Item>
  );
}

/** The text, and beside it, on a phone below it, what else is to be known. */
function Said({ reason, borrower }: SaidProps) {
  const { t } = useTranslation();
  const textOf = useReasonText();
  const formats = useFormats();
  const { contribution } = reason;
  return (
    <Flex
      direction={{ base: "column", sm: "row" }}
      justify="space-between"
      gap={{ base: 4, sm: "xs" }}
      align="flex-start"
    >
      <Text style={{ flex: 1 }}>{textOf(reason)}</Text>
      {borrower && reason.direction === "raises_risk" && reason.actionable && (
        <span className="chip">{t("reasons.actionable")}</span>
      )}
      {!borrower && (
        <Text
          size="sm"
          c="dimmed"
          style={{ whiteSpace: "nowrap" }}
          title={contribution === null ? undefined : t("reasons.logOdds")}
        >
          {reason.code} {contribution !== null && formats.signed(contribution)}
        </Text>
      )}
    </Flex>
  );
}
