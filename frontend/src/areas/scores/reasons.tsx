/** Why the rating is what it is: what lowers it, what raises it, what one can do. */

import { Badge, Flex, List, Progress, Stack, Text, Title } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Reason } from "./queries";

const SHOWN = 5;

/** A rule's reason has no contribution: it outweighs every other, and is not measured by them. */
const weight = ({ contribution }: Reason) =>
  contribution === null ? Infinity : Math.abs(contribution);

export function Reasons({ reasons, borrower = false }: { reasons: Reason[]; borrower?: boolean }) {
  const { t } = useTranslation();
  const largest = Math.max(...reasons.map(weight).filter(Number.isFinite), 1e-9);
  return (
    <Stack gap="md">
      {(["raises_risk", "lowers_risk"] as const).map((direction) => {
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
            <List listStyleType="none" spacing="sm">
              {listed.map((reason) => (
                <OneReason
                  key={reason.code}
                  reason={reason}
                  share={Math.min(1, weight(reason) / largest)}
                  borrower={borrower}
                />
              ))}
            </List>
          </section>
        );
      })}
    </Stack>
  );
}

function signed(contribution: number): string {
  return (contribution > 0 ? "+" : "−") + Math.abs(contribution).toFixed(2);
}

interface OneProps {
  reason: Reason;
  share: number;
  borrower: boolean;
}

function OneReason({ reason, share, borrower }: OneProps) {
  const { t, i18n } = useTranslation();
  const raises = reason.direction === "raises_risk";
  const Arrow = raises ? IconArrowDown : IconArrowUp;
  const colour = raises ? "#b3202c" : "#1a7f37";
  return (
    <List.Item
      icon={<Arrow size={18} color={colour} aria-hidden />}
      styles={{ itemWrapper: { width: "100%" }, itemLabel: { flex: 1 } }}
    >
      <Flex
        direction={{ base: "column", sm: "row" }}
        justify="space-between"
        gap={{ base: 4, sm: "xs" }}
        align="flex-start"
      >
        <Text style={{ flex: 1 }}>{i18n.language === "ru" ? reason.text_ru : reason.text_en}</Text>
        {borrower && raises && reason.actionable && (
          <Badge color="indigo" variant="filled" tt="none" style={{ flexShrink: 0 }}>
            {t("reasons.actionable")}
          </Badge>
        )}
        {!borrower && (
          <Text
            size="sm"
            c="dimmed"
            style={{ whiteSpace: "nowrap" }}
            title={reason.contribution === null ? undefined : t("reasons.logOdds")}
          >
            {reason.code} {reason.contribution !== null && signed(reason.contribution)}
          </Text>
        )}
      </Flex>
      <Progress
        value={Math.max(3, share * 100)}
        size={4}
        color={colour}
        mt={4}
        aria-label={t("reasons.weight")}
      />
    </List.Item>
  );
}
