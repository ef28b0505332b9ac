/** Requests for another model and roll backs: who asked, who decided, and what the reader may do. */

import { Alert, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "../../kit/client";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { Section } from "../../kit/page";
import { More } from "../../kit/more";
import { useUser } from "../people/session";
import { DeedButton } from "./deeds";
import { deedsOf, isOpen, type PromotionDeed } from "./model";
import { type Promotion, promotionsQuery } from "./queries";

export function Promotions() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(promotionsQuery);
  const { data, error, refetch } = list;
  const found = data?.pages.flatMap(({ items }) => items);
  return (
    <Section title={t("promotions.title")}>
      {error && !found && <ErrorView error={error} onRetry={refetch} />}
      {!found && !error && <Skeleton h={80} />}
      {found?.length === 0 && <Text c="dimmed">{t("promotions.none")}</Text>}
      {found?.map((promotion) => (
        <One key={promotion.id} promotion={promotion} />
      ))}
      <More label={t("model.more")} query={list} />
    </Section>
  );
}

function One({ promotion }: { promotion: Promotion }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const user = useUser();
  const tone = isOpen(promotion) ? "poor" : promotion.state === "done" ? "good" : undefined;
  const asked = {
    name: promotion.requested_by_name,
    moment: formats.moment(promotion.requested_at),
  };
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text fw={600}>
          {t("promotions.wants", {
            version: promotion.model_version,
            before: promotion.back_to_version,
          })}
        </Text>
        <span className="chip" data-tone={tone}>
          {t(`promotionStates.${promotion.state}`)}
        </span>
      </Group>
      <Text>{promotion.justification}</Text>
      <Text size="sm" c="dimmed">
        {t("promotions.by", asked)}
      </Text>
      <Decided promotion={promotion} />
      {isOpen(promotion) && promotion.requested_by === user.id && (
        <Alert color="yellow" variant="outline">
          {t("promotions.own")}
        </Alert>
      )}
      <Group gap="xs">
        {deedsOf(promotion, user).map((deed) => (
          <Deed key={deed} deed={deed} promotion={promotion} />
        ))}
      </Group>
    </Stack>
  );
}

function Decided({ promotion }: { promotion: Promotion }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { confirm_by, decided_at, decided_by_name: name, rejected_reason: reason } = promotion;
  const moment = decided_at && formats.moment(decided_at);
  return (
    <>
      {confirm_by && (
        <Text size="sm">{t("promotions.until", { moment: formats.moment(confirm_by) })}</Text>
      )}
      {moment && (
        <Text size="sm" c="dimmed">
          {name
            ? t("promotions.decidedBy", { name, moment })
            : t("promotions.decidedByTime", { moment })}
        </Text>
      )}
      {reason && <Text size="sm">{t("promotions.refused", { reason })}</Text>}
    </>
  );
}

function Deed({ deed, promotion }: { deed: PromotionDeed; promotion: Promotion }) {
  const { t } = useTranslation();
  return (
    <DeedButton
      name={t(`promotions.${deed}`)}
      advice={t(`promotions.${deed}Advice`, { version: promotion.model_version })}
      quiet={deed === "reject" || deed === "withdraw"}
      {...(deed === "reject" && { asks: { label: t("promotions.reason") } })}
      send={(reason) => send(deed, promotion, reason)}
    />
  );
}

/** Sends a deed; an approval names what was seen. */
function send(deed: PromotionDeed, promotion: Promotion, reason: string): Promise<unknown> {
  const params = { path: { promotion_id: promotion.id } };
  switch (deed) {
    case "approve": {
      const seen = { sha256: promotion.model_sha256 };
      return body(api.POST("/promotions/{promotion_id}/approve", { params, body: seen }));
    }
    case "reject":
      return body(api.POST("/promotions/{promotion_id}/reject", { params, body: { reason } }));
    default:
      return body(api.POST(`/promotions/{promotion_id}/${deed}`, { params }));
  }
}
